package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.template.TemplateExport;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.apply.ApplyReport;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ZabbixTemplate;
import org.moodlefleet.zabbix.trapper.TrapperAddress;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

/** Copies of the shipped templates on the real Zabbix, under names of one test, and hosts that are linked to them. */
final class TemplateBed implements AutoCloseable {

    /** The service's own templates and hosts may be there at the same time. */
    final String prefix = "tpl-" + UUID.randomUUID().toString().substring(0, 8);

    final List<Template> templates =
            Templates.shipped().all().stream().map(this::copy).toList();

    private final Vertx vertx = Vertx.vertx();
    private final ZabbixApi api = new ZabbixApi(
            vertx,
            new ZabbixApiConfig(
                    URI.create(environment("TESTBED_ZABBIX_URL")),
                    new Credentials.Password(
                            environment("TESTBED_ZABBIX_USER"), environment("TESTBED_ZABBIX_PASSWORD"))));
    private final Provisioner provisioner =
            new Provisioner(vertx, api, new OwnerMark("managed-by", prefix), Duration.ZERO, Clock.systemUTC());
    private final TrapperClient trapper = new TrapperClient(
            vertx,
            new TrapperAddress(
                    environment("TESTBED_ZABBIX_TRAPPER_HOST"),
                    Integer.parseInt(environment("TESTBED_ZABBIX_TRAPPER_PORT"))),
            TrapperTimeouts.DEFAULT);

    private Template copy(Template template) {
        return new Template(
                template.id(),
                prefix + " " + template.name(),
                template.fragments(),
                template.segments(),
                template.sets(),
                template.zabbix(),
                false);
    }

    String host(String name) {
        return prefix + " " + name;
    }

    /**
     * What a host of the bed is like.
     *
     * @param templates those that are linked to it
     */
    record Host(List<Template> templates, Map<String, String> macros) {}

    /** Has the service's provisioning import the hosts' templates and make the hosts, and waits until the server knows all. */
    void provision(Language language, Map<String, Host> hosts) {
        provision(language, hosts, UnaryOperator.identity());
    }

    /** @param edit of each file before it is imported */
    void provision(Language language, Map<String, Host> hosts, UnaryOperator<String> edit) {
        List<DesiredTemplate> files = hosts.values().stream()
                .flatMap(host -> host.templates().stream())
                .distinct()
                .map(template -> TemplateExport.of(template, language))
                .map(template -> DesiredTemplate.of(template.technicalName(), edit.apply(TemplateYaml.write(template))))
                .toList();
        List<DesiredHost> desired = hosts.entrySet().stream()
                .map(host -> desired(host.getKey(), host.getValue()))
                .toList();
        DesiredState state = new DesiredState(Set.of(), files, desired);
        ApplyReport report = provisioner.apply(provisioner.plan(state).await()).await();
        assertThat(report.failures()).isEmpty();
        awaitSynchronisation();
        awaitSynchronisation();
    }

    private DesiredHost desired(String name, Host host) {
        Set<String> linked = host.templates().stream().map(Template::name).collect(Collectors.toSet());
        return new DesiredHost(host(name), "", true, Set.of(prefix), linked, Set.of(), host.macros(), "");
    }

    /**
     * Waits for a later item to be known. The server reads items before triggers: only after the second time it knows
     * the triggers of what was there before the first, and a value finds all that rests on it.
     */
    private void awaitSynchronisation() {
        String witness = "witness " + UUID.randomUUID();
        JsonNode made = call(
                "host.create",
                Map.of(
                        "host",
                        host(witness),
                        "groups",
                        List.of(Map.of("groupid", groupIds().get(0)))));
        String hostId = made.at("/hostids/0").asText();
        call(
                "item.create",
                Map.of("hostid", hostId, "name", "w", "key_", "w", "type", 2, "value_type", 3, "delay", "0"));
        send(List.of(new Sample(host(witness), "w", "1", Instant.now().getEpochSecond(), 1)));
        call("host.delete", List.of(hostId));
    }

    private List<String> groupIds() {
        Map<String, ?> group = Map.of("filter", Map.of("name", prefix), "output", List.of("groupid"));
        return call("hostgroup.get", group).findValuesAsText("groupid");
    }

    /** Sends the samples until Zabbix has the items in its cache, and fails when it goes on refusing one. */
    void send(Collection<Sample> samples) {
        List<Sample> all = List.copyOf(samples);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(trapper.send(all).await().failed()).isZero());
    }

    /** The items of a host by key. */
    Map<String, JsonNode> items(String host) {
        return byKey(
                call("item.get", Map.of("host", host(host), "output", "extend")),
                item -> item.path("key_").asText());
    }

    /** The triggers of all hosts: name of the host, then id of the trigger. */
    Map<String, Map<String, JsonNode>> triggers(Language language) {
        Map<String, String> ids = templates.stream()
                .map(template -> TemplateExport.of(template, language))
                .map(ZabbixTemplate::triggers)
                .flatMap(List::stream)
                .collect(Collectors.toMap(trigger -> trigger.name(), trigger -> trigger.id()));
        Map<String, Map<String, JsonNode>> triggers = new TreeMap<>();
        Map<String, ?> query = Map.of("group", prefix, "output", "extend", "selectHosts", List.of("host"));
        call("trigger.get", query)
                .forEach(trigger -> triggers.computeIfAbsent(
                                trigger.at("/hosts/0/host").asText().substring(prefix.length() + 1),
                                first -> new TreeMap<>())
                        .put(ids.get(trigger.path("description").asText()), trigger));
        return triggers;
    }

    /** The items that Zabbix made of the web scenarios of a host, by key. */
    Map<String, JsonNode> webItems(String host) {
        return byKey(
                call(
                        "item.get",
                        Map.of("host", host(host), "output", "extend", "webitems", true, "filter", Map.of("type", 9))),
                item -> item.path("key_").asText());
    }

    /** The clocks of the newest values of a host, by key. */
    Map<String, Long> newest(String host) {
        Map<String, Long> newest = new TreeMap<>();
        items(host)
                .forEach((key, item) -> newest.put(key, item.path("lastclock").asLong()));
        return newest;
    }

    /** All stored values of an item, oldest first. */
    List<String> history(JsonNode item) {
        Map<String, ?> query = Map.of(
                "history",
                item.path("value_type").asInt(),
                "itemids",
                item.path("itemid").asText(),
                "sortfield",
                "clock",
                "output",
                "extend");
        return call("history.get", query).findValuesAsText("value");
    }

    /** Imports a file as an operator would by hand. */
    void importFile(String yaml) {
        Object rules = api.dialect().await().importRules();
        assertThat(call("configuration.import", Map.of("format", "yaml", "rules", rules, "source", yaml))
                        .asBoolean())
                .isTrue();
    }

    JsonNode call(String method, Object params) {
        return api.call(method, params).await();
    }

    String hostId(String host) {
        return call("host.get", Map.of("filter", Map.of("host", host(host))))
                .at("/0/hostid")
                .asText();
    }

    @Override
    public void close() {
        delete(
                "host",
                call("host.get", Map.of("search", Map.of("host", prefix))).findValuesAsText("hostid"));
        delete(
                "template",
                call("template.get", Map.of("search", Map.of("host", prefix))).findValuesAsText("templateid"));
        delete("hostgroup", groupIds());
        Stream.of(trapper.close(), provisioner.close(), api.close()).forEach(closing -> closing.await());
        vertx.close().await();
    }

    private void delete(String object, List<String> ids) {
        if (!ids.isEmpty()) {
            call(object + ".delete", ids);
        }
    }

    private static Map<String, JsonNode> byKey(JsonNode objects, Function<JsonNode, String> key) {
        Map<String, JsonNode> byKey = new HashMap<>();
        StreamSupport.stream(objects.spliterator(), false).forEach(one -> byKey.put(key.apply(one), one));
        return byKey;
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " tells where the test bed is");
    }
}
