package org.moodlefleet.consolidation.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.delivery.SendResult;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.apply.ApplyReport;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.trapper.TrapperAddress;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

/** The real Zabbix of the test bed; what is made there bears a name of this test's own and is removed in the end. */
final class ZabbixBed implements AutoCloseable {

    final String own = "gt-" + UUID.randomUUID().toString().substring(0, 8);

    private final Vertx vertx = Vertx.vertx();
    private final ZabbixApi api = new ZabbixApi(
            vertx,
            new ZabbixApiConfig(
                    URI.create(environment("TESTBED_ZABBIX_URL")),
                    new Credentials.Password(
                            environment("TESTBED_ZABBIX_USER"), environment("TESTBED_ZABBIX_PASSWORD"))));
    private final Provisioner provisioner =
            new Provisioner(vertx, api, new OwnerMark("made-by", own), Provisioner.DEFAULT_GRACE, Clock.systemUTC());
    private final TrapperClient trapper = new TrapperClient(
            vertx,
            new TrapperAddress("127.0.0.1", Integer.parseInt(environment("TESTBED_ZABBIX_TRAPPER_PORT"))),
            TrapperTimeouts.DEFAULT);

    void provide(DesiredState wanted) {
        ApplyReport report =
                provisioner.plan(wanted).compose(provisioner::apply).await();
        if (!report.failures().isEmpty()) {
            throw new AssertionError("not provisioned: " + report.failures());
        }
    }

    SendResult send(List<Sample> samples) {
        return trapper.send(samples).await();
    }

    /** Last values and states of a host's items by key. */
    Map<String, JsonNode> items(String host) {
        Map<String, Object> query =
                Map.of("host", host, "output", List.of("key_", "lastvalue", "lastclock", "state", "error"));
        return StreamSupport.stream(call("item.get", query).spliterator(), false)
                .collect(Collectors.toMap(item -> item.path("key_").asText(), item -> item));
    }

    /** Names of the triggers of a host that are a problem. */
    Set<String> problems(String host) {
        Map<String, Object> query =
                Map.of("host", host, "output", List.of("description"), "filter", Map.of("value", 1));
        return Set.copyOf(call("trigger.get", query).findValuesAsText("description"));
    }

    @Override
    public void close() {
        delete("host", "host", "hostid");
        delete("template", "host", "templateid");
        Stream.of("hostgroup", api.dialect().await().templateGroupObject())
                .distinct()
                .forEach(groups -> delete(groups, "name", "groupid"));
        provisioner.close().await();
        api.close().await();
        trapper.close().await();
        vertx.close().await();
    }

    private void delete(String object, String property, String idProperty) {
        Map<String, ?> query = Map.of("search", Map.of(property, own), "output", List.of(idProperty));
        List<String> ids = StreamSupport.stream(call(object + ".get", query).spliterator(), false)
                .map(one -> one.path(idProperty).asText())
                .toList();
        if (!ids.isEmpty()) {
            call(object + ".delete", ids);
        }
    }

    private JsonNode call(String method, Object params) {
        return api.call(method, params).await();
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " tells where the test bed is");
    }
}
