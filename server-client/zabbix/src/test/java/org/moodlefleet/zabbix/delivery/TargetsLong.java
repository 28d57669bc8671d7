package org.moodlefleet.zabbix.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.TestOutbox;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.trapper.Encryption;
import org.moodlefleet.zabbix.trapper.TestZabbix;
import org.moodlefleet.zabbix.trapper.TrapperAddress;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

/** A real pair and real proxies, which deploy/dev/targets.sh starts and names; the pair is broken last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TargetsLong {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long CLOCK = Instant.now().getEpochSecond() - 3600;

    /**
     * A server or proxy.
     *
     * @param id process group of a node, name of a proxy
     */
    private record Target(String id, TrapperAddress address) {
        static List<Target> of(String variable) {
            return Stream.of(System.getenv(variable).split(" "))
                    .map(one -> one.split(":"))
                    .map(parts -> new Target(parts[0], new TrapperAddress("127.0.0.1", Integer.parseInt(parts[1]))))
                    .toList();
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final List<Target> nodes = Target.of("TARGETS_NODES");
    private final List<Target> proxies = Target.of("TARGETS_PROXIES");
    private final List<String> proxyIds = new ArrayList<>();
    private ZabbixBed bed;
    private TestZabbix zabbix;
    private boolean seven;

    @BeforeAll
    void open() throws IOException {
        bed = new ZabbixBed();
        zabbix = new TestZabbix();
        seven = bed.dialect().version().atLeast(7, 0);
        for (Target proxy : proxies) {
            JsonNode made = bed.call(
                    "proxy.create",
                    seven ? Map.of("name", proxy.id(), "operating_mode", 0) : Map.of("host", proxy.id(), "status", 5));
            proxyIds.add(made.at("/proxyids/0").asText());
        }
    }

    @AfterAll
    void close() throws Exception {
        bed.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    @Order(1)
    void aProxyTakesValuesOfItsHostsAndTheServerRefusesThem() throws Exception {
        String host = zabbix.name("proxied");
        zabbix.createHost(
                host,
                seven ? Map.of("monitored_by", 1, "proxyid", proxyIds.get(0)) : Map.of("proxy_hostid", proxyIds.get(0)),
                TestZabbix.TEXT,
                "k");
        Sample sample = sample(host, 0);
        awaitTaken(client(proxies.get(0)), sample);
        awaitHistory(host, List.of(sample));
        assertThat(done(client(nodes.get(0)).send(List.of(sample(host, 1)))).failed())
                .as("sent past its proxy")
                .isOne();
    }

    @Test
    @Order(2)
    void whicheverProxyOfAGroupIsAskedEachHostsValuesReachItsOwn(@TempDir Path folder) throws Exception {
        assumeTrue(seven, "Zabbix 6.0 has no groups of proxies");
        String group = bed.call("proxygroup.create", Map.of("name", bed.prefix, "failover_delay", "10s"))
                .at("/proxy_groupids/0")
                .asText();
        zabbix.close();
        zabbix = new TestZabbix();
        for (int i = 0; i < proxies.size(); i++) {
            TrapperAddress address = proxies.get(i).address();
            bed.call(
                    "proxy.update",
                    Map.of(
                            "proxyid",
                            proxyIds.get(i),
                            "proxy_groupid",
                            group,
                            "local_address",
                            address.host(),
                            "local_port",
                            String.valueOf(address.port())));
        }
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            hosts.add(zabbix.name("g" + i));
            zabbix.createHost(hosts.get(i), Map.of("monitored_by", 2, "proxy_groupid", group), TestZabbix.TEXT, "k");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bed.call(
                                        "host.get",
                                        Map.of("output", List.of("assigned_proxyid"), "filter", Map.of("host", hosts)))
                                .findValuesAsText("assigned_proxyid"))
                        .as("both have hosts")
                        .hasSameElementsAs(proxyIds));
        for (int asked = 0; asked < proxies.size(); asked++) {
            int clock = asked;
            List<Sample> samples =
                    hosts.stream().map(host -> sample(host, clock)).toList();
            // a proxy tells of the first host of a request only; halving finds the others
            Outbox outbox = TestOutbox.open(vertx, folder.resolve(asked + "/outbox.db"));
            Delivery delivery = deliver(outbox, client(proxies.get(asked)));
            done(outbox.append(new SampleBatch("acme", samples, Optional.empty())));
            await().atMost(PATIENCE).until(() -> outbox.stats().total().accepted() == samples.size());
            done(delivery.stop());
            done(outbox.close());
        }
        for (String host : hosts) {
            awaitHistory(host, List.of(sample(host, 0), sample(host, 1)));
        }
    }

    @Test
    @Order(3)
    @DisplayName("Of a pair the active node is found, and the other when that one dies; nothing is lost meanwhile")
    void failover(@TempDir Path folder) throws Exception {
        String host = zabbix.name("paired");
        zabbix.createHost(host, TestZabbix.TEXT, "k");
        Outbox outbox = TestOutbox.open(vertx, folder.resolve("outbox.db"));
        // the standby stands first, so that it is asked first
        Delivery delivery = deliver(outbox, client(nodes.get(1), nodes.get(0)));
        List<Sample> all = new ArrayList<>();
        append(outbox, host, all, 20);
        awaitHistory(host, all);

        new ProcessBuilder("kill", "-KILL", "--", "-" + nodes.get(0).id())
                .start()
                .waitFor();
        long killed = System.nanoTime();
        append(outbox, host, all, 40);
        await().atMost(PATIENCE).until(() -> !delivery.status().up());
        assertThat(outbox.stats().total().pending()).isEqualTo(20);
        await().atMost(PATIENCE).until(() -> outbox.stats().total().pending() == 0);
        System.out.println("taken over after "
                + Duration.ofNanos(System.nanoTime() - killed).toSeconds() + " s");
        awaitHistory(host, all);
        done(delivery.stop());
        done(outbox.close());
        zabbix.close();
    }

    private Delivery deliver(Outbox outbox, Channel channel) {
        Delivery delivery =
                new Delivery(vertx, outbox, channel, Owners.all(), DeliveryConfig.DEFAULT, Clock.systemUTC());
        delivery.start();
        return delivery;
    }

    private static void append(Outbox outbox, String host, List<Sample> all, int until) {
        List<Sample> more = new ArrayList<>();
        for (int i = all.size(); i < until; i++) {
            more.add(sample(host, i));
        }
        all.addAll(more);
        done(outbox.append(new SampleBatch("acme", more, Optional.empty())));
    }

    private void awaitTaken(TrapperClient client, Sample... samples) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.send(List.of(samples))
                                .transform(TargetsLong::outcome)
                                .await())
                        .isEqualTo("0 failed"));
    }

    private static Future<String> outcome(AsyncResult<SendResult> sent) {
        return Future.succeededFuture(
                sent.succeeded()
                        ? sent.result().failed() + " failed"
                        : sent.cause().getMessage());
    }

    private void awaitHistory(String host, List<Sample> samples) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(zabbix.history(host, "k", TestZabbix.TEXT)).isEqualTo(samples));
    }

    private TrapperClient client(Target... targets) {
        List<TrapperAddress> addresses = Stream.of(targets).map(Target::address).toList();
        return new TrapperClient("targets", vertx, addresses, new Encryption.None(), TrapperTimeouts.DEFAULT);
    }

    private static Sample sample(String host, int i) {
        return new Sample(host, "k", "v" + i, CLOCK + i, 1);
    }
}
