package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.measure.Capabilities;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.FleetDesiredState;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.consolidation.template.TemplateExport;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.Database;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.Tls;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.service.faults.Leftovers;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.DiscoveryRule;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ZabbixTemplate;
import org.moodlefleet.zabbix.trapper.TrapperAddress;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

/** A French and an English tenant on a real Zabbix, whose languages change, and the operator's. */
class Invariant8LanguagesIT {

    private static final String LYON = "mistral.lyon.example";
    private static final String LONDON = "keats.london.example";
    private static final String REGISTERED = "moodle.users.registered";
    private static final Pattern LLD_MACRO = Pattern.compile("\\{#[A-Z_.]+}");

    private final Vertx vertx = Vertx.vertx();
    private final ZabbixApi api = new ZabbixApi(
            vertx,
            new ZabbixApiConfig(
                    ZabbixBed.URL,
                    new Credentials.Password(
                            System.getenv("TESTBED_ZABBIX_USER"), System.getenv("TESTBED_ZABBIX_PASSWORD"))));
    private final Provisioner provisioner =
            new Provisioner(vertx, api, new OwnerMark("managed-by", "moodle-fleet"), Duration.ZERO, Clock.systemUTC());
    private final TrapperClient trapper = new TrapperClient(
            vertx,
            new TrapperAddress(System.getenv("TESTBED_ZABBIX_TRAPPER_HOST"), ZabbixBed.TRAPPER_PORT),
            TrapperTimeouts.DEFAULT);
    private final List<Template> templates = Templates.shipped().all();
    /** Of the templates that every Moodle has. */
    private final DiscoveryRule rule =
            TemplateExport.of(templates.get(0), Language.EN).discoveryRules().get(0);

    /** Who has which language. */
    private record Languages(Language operator, Language lyon, Language london) {}

    @BeforeEach
    void empty() {
        Leftovers.remove(vertx, api);
        List<String> left = call("template.get", Map.of("search", Map.of("host", "MOODLE"), "startSearch", true))
                .findValuesAsText("templateid");
        if (!left.isEmpty()) {
            call("template.delete", left);
        }
    }

    @AfterEach
    void close() {
        settle(new DesiredState(Set.of(), List.of(), List.of()));
        Stream.of(trapper.close(), provisioner.close(), api.close()).forEach(closing -> closing.await());
        vertx.close().await();
    }

    @Test
    @DisplayName(
            "Invariant 8: no order of changes of languages jams, and items, discovered ones too, keep their history")
    void everyChange() {
        settle(state(languages("en fr en")));
        Map<String, String> items = collected();

        for (String change : List.of(
                "fr fr en", // the operator's
                "en fr en", // and back
                "en en en", // a tenant's
                "en fr en",
                "en en fr", // both tenants change places
                "fr fr en", // all at once
                "fr en en",
                "en fr fr")) {
            Languages languages = languages(change);
            settle(state(languages));

            assertThat(items()).as(change).isEqualTo(items);
            assertHistory(items);
            assertThat(nameOfRegistered(LYON)).as(change).isEqualTo(registered(languages.lyon()));
            assertThat(nameOfRegistered(LONDON)).as(change).isEqualTo(registered(languages.london()));
            assertThat(triggersOf(LYON)).as(change).isEqualTo(triggers(languages.lyon()));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName(
            "Invariant 8: what an earlier version left, which named templates by the operator's language, converges")
    void fromAnEarlierVersion(Language operator) {
        settle(earlier(languages(operator.tag() + " fr en")));
        Map<String, String> items = collected();

        // there it jammed
        apply(earlier(languages(other(operator).tag() + " fr en")));
        settle(state(languages(other(operator).tag() + " fr en")));

        assertThat(items()).isEqualTo(items);
        assertHistory(items);
        assertThat(nameOfRegistered(LYON)).isEqualTo(registered(Language.FR));
        assertThat(nameOfRegistered(LONDON)).isEqualTo(registered(Language.EN));
    }

    @Test
    @DisplayName("Invariant 8: a template that was imported by hand in French is taken over with its items")
    void importedByHand() {
        String file = TemplateYaml.write(TemplateExport.of(templates.get(0), Language.FR));
        Object rules = api.dialect().await().importRules();
        call("configuration.import", Map.of("format", "yaml", "rules", rules, "source", file));
        String id = templateId("MOODLE");

        settle(state(languages("fr fr en")));

        assertThat(templateId("MOODLE")).isEqualTo(id);
        assertThat(nameOfRegistered(LYON)).isEqualTo(registered(Language.FR));
        assertThat(nameOfRegistered(LONDON)).isEqualTo(registered(Language.EN));
    }

    private static Languages languages(String tags) {
        List<Language> all = Stream.of(tags.split(" "))
                .map(tag -> tag.equals("fr") ? Language.FR : Language.EN)
                .toList();
        return new Languages(all.get(0), all.get(1), all.get(2));
    }

    private static Language other(Language language) {
        return language == Language.EN ? Language.FR : Language.EN;
    }

    private DesiredState state(Languages languages) {
        return new FleetDesiredState(
                        templates,
                        GroupTemplate.shipped(),
                        languages.operator(),
                        id -> Set.of(),
                        id -> Duration.ZERO,
                        tenant -> Optional.empty())
                .of(
                        List.of(tenant("lyon", languages.lyon()), tenant("london", languages.london())),
                        List.of(instance("lyon", LYON), instance("london", LONDON)),
                        List.of(group("lyon"), group("london")));
    }

    /** The same as an earlier version wanted it: templates in the operator's language had the bare name. */
    private DesiredState earlier(Languages languages) {
        DesiredState now = state(languages);
        List<DesiredTemplate> named = new ArrayList<>();
        for (Language language : Stream.of(languages.operator(), languages.lyon(), languages.london())
                .distinct()
                .toList()) {
            templates.forEach(
                    template -> named.add(earlier(TemplateExport.of(template, language), language, languages)));
            named.add(earlier(GroupTemplate.shipped().in(language), language, languages));
        }
        List<DesiredHost> hosts = now.hosts().stream()
                .map(host -> new DesiredHost(
                        host.name(),
                        host.visibleName(),
                        host.enabled(),
                        host.groups(),
                        host.templates().stream()
                                .map(template -> earlierName(
                                        template.replaceFirst(" fr$", ""),
                                        template.endsWith(" fr") ? Language.FR : Language.EN,
                                        languages))
                                .collect(Collectors.toSet()),
                        host.tags(),
                        host.macros(),
                        host.description(),
                        host.senders()))
                .toList();
        return new DesiredState(now.hostGroups(), named, hosts, now.objects());
    }

    private static DesiredTemplate earlier(ZabbixTemplate template, Language language, Languages languages) {
        String name = earlierName(template.technicalName(), language, languages);
        return DesiredTemplate.of(name, TemplateYaml.write(template.named(name)))
                .replacing(Set.of(earlierName(template.technicalName(), other(language), languages)));
    }

    private static String earlierName(String template, Language language, Languages languages) {
        return language == languages.operator() ? template : template + " " + language.tag();
    }

    private static Tenant tenant(String id, Language language) {
        return new Tenant(id, "City of " + id, language, null, List.of(), null, 1);
    }

    private static Group group(String tenant) {
        return new Group(tenant, "all", "All", new Members.Tagged("x"), 1);
    }

    private static Instance instance(String tenant, String host) {
        return new Instance(
                tenant,
                "one",
                "School",
                "https://" + host,
                host,
                new Database(Engine.MARIADB, "db1", 3306, "moodle", null, "reader", Tls.DISABLE),
                "mdl_",
                null,
                true,
                List.of("x"),
                InstanceSettings.defaults(),
                1);
    }

    private List<String> apply(DesiredState state) {
        return provisioner.apply(provisioner.plan(state).await()).await().failures().stream()
                .map(failure -> failure.change().describe() + ": " + failure.reason())
                .toList();
    }

    /** At once, and for good. */
    private void settle(DesiredState state) {
        assertThat(apply(state)).isEmpty();
        assertThat(provisioner.plan(state).await().describe()).isEmpty();
    }

    /** Values of both instances, one of a discovered item among them. */
    private Map<String, String> collected() {
        for (String host : List.of(LYON, LONDON)) {
            Map<String, String> segment = LLD_MACRO
                    .matcher(rule.prototypes().get(0).key())
                    .results()
                    .collect(Collectors.toMap(found -> found.group(), found -> "7", (one, other) -> one));
            String discovery = segment.entrySet().stream()
                    .map(macro -> "\"" + macro.getKey() + "\":\"" + macro.getValue() + "\"")
                    .collect(Collectors.joining(",", "[{", "}]"));
            send(host, rule.key(), discovery);
            send(host, REGISTERED, "41");
            send(host, discovered(), "42");
        }
        Map<String, String> items = items();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertHistory(items));
        return items;
    }

    private String discovered() {
        return LLD_MACRO.matcher(rule.prototypes().get(0).key()).replaceAll("7");
    }

    private void send(String host, String key, String value) {
        Sample sample = new Sample(host, key, value, Instant.now().getEpochSecond(), 1);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> trapper.send(List.of(sample)).await().failed() == 0);
    }

    /** Ids of the items of all hosts, by host and key. */
    private Map<String, String> items() {
        Map<String, String> items = new TreeMap<>();
        all("item.get", Map.of("output", List.of("itemid", "key_"), "selectHosts", List.of("host")))
                .forEach(item -> items.put(
                        item.at("/hosts/0/host").asText() + " "
                                + item.path("key_").asText(),
                        item.path("itemid").asText()));
        assertThat(items).containsKeys(LYON + " " + REGISTERED, "MOODLE FLEET moodle.group[members]");
        return items;
    }

    private void assertHistory(Map<String, String> items) {
        for (String host : List.of(LYON, LONDON)) {
            assertThat(items).containsKey(host + " " + discovered());
            assertThat(history(items.get(host + " " + REGISTERED))).containsExactly("41");
            assertThat(history(items.get(host + " " + discovered()))).containsExactly("42");
        }
    }

    private List<String> history(String item) {
        return Stream.of(0, 3)
                .flatMap(type -> call("history.get", Map.of("history", type, "itemids", item, "output", "extend"))
                        .findValuesAsText("value")
                        .stream())
                .map(value -> value.replaceFirst("\\.0+$", ""))
                .toList();
    }

    private String nameOfRegistered(String host) {
        return call("item.get", Map.of("host", host, "filter", Map.of("key_", REGISTERED), "output", List.of("name")))
                .at("/0/name")
                .asText();
    }

    private static String registered(Language language) {
        return language == Language.EN ? "Registered users" : "Utilisateurs inscrits sur le site";
    }

    private Set<String> triggersOf(String host) {
        return Set.copyOf(call("trigger.get", Map.of("host", host, "output", List.of("description")))
                .findValuesAsText("description"));
    }

    private Set<String> triggers(Language language) {
        return templates.stream()
                .filter(template -> template.offeredBy(Capabilities.NOTHING))
                .flatMap(template -> TemplateExport.of(template, language).triggers().stream())
                .map(trigger -> trigger.name())
                .collect(Collectors.toSet());
    }

    private List<JsonNode> all(String method, Map<String, ?> query) {
        JsonNode hosts = call(
                "host.get",
                Map.of(
                        "output",
                        List.of("hostid"),
                        "tags",
                        List.of(Map.of("tag", "managed-by", "value", "moodle-fleet", "operator", 1))));
        Map<String, Object> ofHosts = new TreeMap<>(query);
        ofHosts.put("hostids", hosts.findValuesAsText("hostid"));
        return StreamSupport.stream(call(method, ofHosts).spliterator(), false).toList();
    }

    private String templateId(String name) {
        return call("template.get", Map.of("filter", Map.of("host", name), "output", List.of("templateid")))
                .at("/0/templateid")
                .asText();
    }

    private JsonNode call(String method, Object params) {
        return api.call(method, params).await();
    }
}
