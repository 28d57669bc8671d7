package org.moodlefleet.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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
import org.moodlefleet.collector.zabbix.TemplateExport;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.provisioning.ApplyReport;
import org.moodlefleet.zabbix.provisioning.DesiredHost;
import org.moodlefleet.zabbix.provisioning.DesiredState;
import org.moodlefleet.zabbix.provisioning.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.OwnerMark;
import org.moodlefleet.zabbix.provisioning.Provisioner;
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
                template.zabbix());
    }

    String host(String name) {
        return prefix + " " + name;
    }

    /**
     * Has the service's provisioning import the templates and make the hosts.
     *
     * @param hosts macros by host, each linked to all templates
     */
    void provision(Language language, Map<String, Map<String, String>> hosts) {
        provision(language, hosts, UnaryOperator.identity());
    }

    /** @param edit of each file before it is imported */
    void provision(Language language, Map<String, Map<String, String>> hosts, UnaryOperator<String> edit) {
        List<DesiredTemplate> files = templates.stream()
                .map(template -> TemplateExport.of(template, language))
                .map(template -> DesiredTemplate.of(template.technicalName(), edit.apply(TemplateYaml.write(template))))
                .toList();
        Set<String> all = templates.stream().map(Template::name).collect(Collectors.toSet());
        apply(new DesiredState(
                Set.of(),
                files,
                hosts.entrySet().stream()
                        .map(host -> new DesiredHost(
                                host(host.getKey()), "", true, Set.of(prefix), all, Set.of(), host.getValue(), ""))
                        .toList()));
    }

    private void apply(DesiredState state) {
        ApplyReport report = provisioner.apply(provisioner.plan(state).await()).await();
        assertThat(report.failures()).isEmpty();
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
                call("item.get", Map.of("host", host(host), "output", "extend", "webitems", false)),
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
        apply(new DesiredState(Set.of(), List.of(), List.of()));
        Map<String, ?> ours = Map.of("search", Map.of("host", prefix), "output", List.of("templateid"));
        List<String> ids = call("template.get", ours).findValuesAsText("templateid");
        if (!ids.isEmpty()) {
            call("template.delete", ids);
        }
        Map<String, ?> group = Map.of("filter", Map.of("name", prefix), "output", List.of("groupid"));
        List<String> groups = call("hostgroup.get", group).findValuesAsText("groupid");
        if (!groups.isEmpty()) {
            call("hostgroup.delete", groups);
        }
        Stream.of(trapper.close(), provisioner.close(), api.close()).forEach(closing -> closing.await());
        vertx.close().await();
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
