package org.moodlefleet.zabbix.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;
import static org.moodlefleet.zabbix.outbox.TestOutbox.parcel;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.delivery.Delivery;
import org.moodlefleet.zabbix.delivery.DeliveryConfig;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.TestOutbox;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.Rejection;
import org.moodlefleet.zabbix.outbox.contract.RejectionFilter;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.trapper.TestZabbix;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

class EachRefusalGetsItsCauseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int TRAPPER = 2;
    private static final int UNSIGNED = 3;
    private static final long CLOCK = Instant.now().getEpochSecond() - 600;

    private final Set<String> beingProvisioned = ConcurrentHashMap.newKeySet();
    private ZabbixBed bed;
    private TrapperClient trapper;
    private Outbox outbox;
    private Delivery delivery;
    private String group;
    private String proxy;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        bed = new ZabbixBed();
        try (TestZabbix address = new TestZabbix()) {
            trapper = new TrapperClient(bed.vertx, address.trapper(), TrapperTimeouts.DEFAULT);
        }
        group = bed.call("hostgroup.create", Map.of("name", bed.prefix))
                .at("/groupids/0")
                .asText();
        outbox = TestOutbox.open(bed.vertx, folder.resolve("outbox.db"));
    }

    @AfterEach
    void close() {
        if (delivery != null) {
            done(delivery.stop());
        }
        done(outbox.close());
        if (proxy != null) {
            bed.call("host.update", Map.of("hostid", host("proxied"), proxyField(), "0", "status", 1));
            bed.call("host.delete", List.of(host("proxied")));
            bed.call("proxy.delete", List.of(proxy));
        }
        bed.close();
    }

    @Test
    @DisplayName("Invariant 4: each refused sample is rejected with its own cause, healthy ones beside them arrive")
    void causes() {
        String good = createHost("good", Map.of());
        createItem(good, "k", Map.of());
        createItem(good, "off", Map.of("status", 1));
        createItem(good, "fetched", Map.of("type", 15, "params", "1+1", "delay", "1h"));
        createItem(good, "elsewhere", Map.of("trapper_hosts", "192.0.2.1"));
        String rule = bed.call(
                        "discoveryrule.create",
                        Map.of("hostid", good, "name", "d", "key_", "d", "type", TRAPPER, "lifetime", "7d"))
                .at("/itemids/0")
                .asText();
        bed.call(
                "itemprototype.create",
                Map.of(
                        "hostid",
                        good,
                        "ruleid",
                        rule,
                        "name",
                        "{#ID}",
                        "key_",
                        "seg[{#ID}]",
                        "type",
                        TRAPPER,
                        "value_type",
                        UNSIGNED));
        createItem(createHost("off", Map.of("status", 1)), "k", Map.of());
        createItem(createHost("proxied", proxied()), "k", Map.of());
        // all is as it should be, but the host takes what comes with a certificate only
        createItem(createHost("closed", Map.of("tls_accept", 4)), "k", Map.of());
        awaitTaken("good", "k");
        start(Duration.ofSeconds(4), Duration.ofSeconds(1));

        done(outbox.append(parcel(
                "acme",
                sample("good", "k"),
                sample("nowhere", "k"),
                sample("off", "k"),
                sample("good", "nothing"),
                sample("good", "off"),
                sample("good", "fetched"),
                sample("good", "elsewhere"),
                sample("proxied", "k"),
                sample("closed", "k"))));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(causesByItem())
                        .containsOnly(
                                Map.entry("nowhere k", "host-unknown"),
                                Map.entry("off k", "host-disabled"),
                                Map.entry("good nothing", "item-unknown"),
                                Map.entry("good off", "item-disabled"),
                                Map.entry("good fetched", "item-not-trapper"),
                                Map.entry("good elsewhere", "sender-not-allowed"),
                                Map.entry("proxied k", "host-elsewhere"),
                                Map.entry("closed k", "not-in-cache")));
        assertThat(outbox.stats().total().accepted()).isEqualTo(1);

        done(outbox.append(parcel("acme", sample("good", "seg[7]"))));
        await().pollDelay(Duration.ofSeconds(8))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outbox.stats().total().held())
                        .as("an item that is to be discovered is waited for")
                        .isEqualTo(1));
        done(trapper.send(List.of(new Sample(bed.prefix + "-good", "d", "[{\"{#ID}\":\"7\"}]", CLOCK, 0))));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(outbox.stats().total().accepted()).isEqualTo(2));
        assertThat(causesByItem()).hasSize(8);
    }

    @Test
    @DisplayName(
            "Invariant 4: samples of a host that is still to be provisioned wait longer than any other, and arrive")
    void provisionedLate() {
        beingProvisioned.add(bed.prefix + "-late");
        start(Duration.ofMillis(500), Duration.ofMinutes(1));
        done(outbox.append(parcel("acme", sample("late", "k"))));
        await().pollDelay(Duration.ofSeconds(6))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outbox.stats().total().held()).isEqualTo(1));
        createItem(createHost("late", Map.of()), "k", Map.of());
        beingProvisioned.clear();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(outbox.stats().total().accepted()).isEqualTo(1));
        assertThat(causesByItem()).isEmpty();
    }

    @Test
    @DisplayName("An item that Zabbix turned unsupported is found with its error, until its next good value")
    void unsupported() {
        OwnerMark mark = new OwnerMark("managed-by", bed.prefix);
        Map<String, Object> ours = Map.of(
                "tags",
                List.of(Map.of("tag", "managed-by", "value", bed.prefix), Map.of("tag", "tenant", "value", "acme")));
        createItem(createHost("ours", ours), "k", Map.of());
        createItem(createHost("foreign", Map.of()), "k", Map.of());
        awaitTaken("ours", "k");
        awaitTaken("foreign", "k");
        UnsupportedItems items = new UnsupportedItems(bed.api, mark);
        assertThat(done(items.read())).isEmpty();
        long now = Instant.now().getEpochSecond();
        for (String host : List.of("ours", "foreign")) {
            Sample negative = new Sample(bed.prefix + "-" + host, "k", "-5", now, 0);
            assertThat(done(trapper.send(List.of(negative))).failed())
                    .as("Zabbix says processed")
                    .isZero();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(done(items.read()))
                        .singleElement()
                        .satisfies(item -> {
                            assertThat(item.host()).isEqualTo(bed.prefix + "-ours");
                            assertThat(item.key()).isEqualTo("k");
                            assertThat(item.hostTags()).containsEntry("tenant", "acme");
                            assertThat(item.error()).contains("-5");
                        }));
        done(trapper.send(List.of(new Sample(bed.prefix + "-ours", "k", "5", now + 1, 0))));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(done(items.read())).isEmpty());
    }

    private void start(Duration rejectAfter, Duration cachePatience) {
        DeliveryConfig config = new DeliveryConfig(
                1000, 5000, Duration.ofMillis(200), Duration.ofSeconds(1), rejectAfter, Duration.ofSeconds(10));
        ZabbixDiagnosis diagnosis =
                new ZabbixDiagnosis(bed.api, beingProvisioned::contains, cachePatience, Clock.systemUTC());
        delivery = new Delivery(
                bed.vertx, outbox, trapper, Owners.all(), config, Optional.of(diagnosis), Clock.systemUTC());
        delivery.start();
    }

    private Sample sample(String host, String key) {
        return new Sample(bed.prefix + "-" + host, key, "1", CLOCK, 0);
    }

    /** Cause by host without prefix and key. */
    private Map<String, String> causesByItem() {
        Map<String, String> causes = new HashMap<>();
        for (Rejection one : done(outbox.rejections(RejectionFilter.ALL, Long.MAX_VALUE, 100))) {
            String host = one.sample().host().substring(bed.prefix.length() + 1);
            causes.put(host + " " + one.sample().key(), one.cause().code());
        }
        return causes;
    }

    private void awaitTaken(String host, String key) {
        Sample outside = new Sample(bed.prefix + "-" + host, key, "1", 1, 0); // too old: taken, not stored
        await().atMost(PATIENCE)
                .until(() -> done(trapper.send(List.of(outside))).failed() == 0);
    }

    private String createHost(String name, Map<String, ?> more) {
        Map<String, Object> host = new HashMap<>(more);
        host.put("host", bed.prefix + "-" + name);
        host.put("groups", List.of(Map.of("groupid", group)));
        return bed.call("host.create", host).at("/hostids/0").asText();
    }

    private void createItem(String hostId, String key, Map<String, ?> more) {
        Map<String, Object> item = new HashMap<>();
        item.put("hostid", hostId);
        item.put("name", key);
        item.put("key_", key);
        item.put("type", TRAPPER);
        item.put("value_type", UNSIGNED);
        item.putAll(more);
        bed.call("item.create", item);
    }

    private Map<String, Object> proxied() {
        boolean ids = bed.dialect().version().atLeast(7, 0);
        Map<String, Object> passive =
                ids ? Map.of("name", bed.prefix, "operating_mode", 0) : Map.of("host", bed.prefix, "status", 5);
        JsonNode created = bed.call("proxy.create", passive);
        proxy = created.at("/proxyids/0").asText();
        return ids ? Map.of("monitored_by", 1, "proxyid", proxy) : Map.of("proxy_hostid", proxy);
    }

    private String proxyField() {
        return bed.dialect().version().atLeast(7, 0) ? "monitored_by" : "proxy_hostid";
    }

    private String host(String name) {
        return bed.find("host.get", "host", bed.prefix + "-" + name, Map.of())
                .path("hostid")
                .asText();
    }
}
