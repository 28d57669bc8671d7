package org.moodlefleet.zabbix.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.moodlefleet.zabbix.outbox.TestOutbox.done;
import static org.moodlefleet.zabbix.outbox.TestOutbox.parcel;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.TestOutbox;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.Rejection;
import org.moodlefleet.zabbix.outbox.contract.RejectionFilter;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.trapper.TestZabbix;
import org.moodlefleet.zabbix.trapper.TrapperClient;
import org.moodlefleet.zabbix.trapper.TrapperTimeouts;

class DeliveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long CLOCK = Instant.now().getEpochSecond() - 3600;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private TestZabbix zabbix;
    private Gate gate;
    private Outbox outbox;
    private Delivery delivery;

    @BeforeEach
    void open() throws IOException {
        zabbix = new TestZabbix();
        gate = new Gate(vertx, zabbix.trapper());
        outbox = TestOutbox.open(vertx, folder.resolve("outbox.db"));
    }

    @AfterEach
    void close() throws Exception {
        done(delivery.stop());
        done(outbox.close());
        zabbix.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName(
            "Invariant 2: what was delivered stands in the history once, with clock and nanoseconds, also when sent again")
    void exactlyOnce() throws IOException {
        String host = createHost("a", "moodle.users", "moodle.name[x,\"y z\"]");
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            samples.add(new Sample(host, "moodle.users", i + ".5", CLOCK + i / 2, 1 + i % 2 * 123_456_789));
        }
        start(config(Duration.ofHours(1)));
        done(outbox.append(new SampleBatch("acme", samples, Optional.empty())));
        awaitPending(0);
        done(outbox.append(new SampleBatch("acme", samples.subList(0, 300), Optional.empty())));
        awaitPending(0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(zabbix.history(host, "moodle.users", TestZabbix.TEXT))
                        .isEqualTo(samples));
        assertThat(outbox.stats().total()).isEqualTo(new Counts(0, 0, 2800, 2800, 0, 0));
        await().atMost(PATIENCE).until(() -> delivery.status().lastAcceptedAt().isPresent());
        assertThat(delivery.status().up()).isTrue();
    }

    @Test
    @DisplayName("Invariant 4: samples of a host that does not exist yet are held and arrive when it does")
    void hostComesLater() throws IOException {
        String late = zabbix.name("late");
        String known = createHost("known", "k");
        Sample early = new Sample(late, "k", "first", CLOCK, 1);
        Sample other = new Sample(known, "k", "other", CLOCK, 2);
        start(config(Duration.ofHours(1)));
        done(outbox.append(parcel("acme", early, other)));
        await().atMost(PATIENCE).until(() -> outbox.stats().total().equals(new Counts(1, 1, 2, 1, 0, 0)));
        zabbix.createHost(late, TestZabbix.TEXT, "k");
        awaitPending(0);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(zabbix.history(late, "k", TestZabbix.TEXT)).containsExactly(early));
        assertThat(zabbix.history(known, "k", TestZabbix.TEXT)).containsExactly(other);
        assertThat(done(outbox.rejections(RejectionFilter.ALL, Long.MAX_VALUE, 10)))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "Invariant 4: samples of an unknown item are rejected with a reason in the end, the others of the batch are not")
    void unknownItem() throws IOException {
        String host = createHost("a", "k");
        List<Sample> good = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            good.add(new Sample(host, "k", "v" + i, CLOCK + i, 1));
        }
        List<Sample> mixed = new ArrayList<>(good);
        mixed.add(250, new Sample(host, "no.such.item", "1", CLOCK + 250, 0));
        mixed.add(new Sample(host, "k.neither", "1", CLOCK, 0));
        start(config(Duration.ofSeconds(2)));
        done(outbox.append(new SampleBatch("acme", mixed, Optional.empty())));
        awaitPending(0);
        assertThat(outbox.stats().total()).isEqualTo(new Counts(0, 0, 502, 500, 2, 0));
        List<Rejection> rejections = done(outbox.rejections(RejectionFilter.of("acme"), Long.MAX_VALUE, 10));
        assertThat(rejections)
                .extracting(rejection -> rejection.sample().key())
                .containsExactlyInAnyOrder("no.such.item", "k.neither");
        assertThat(rejections).allSatisfy(rejection -> {
            assertThat(rejection.sample().host()).isEqualTo(host);
            assertThat(rejection.reason()).startsWith("refused by Zabbix ").contains("no such host or item");
        });
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(zabbix.history(host, "k", TestZabbix.TEXT)).isEqualTo(good));
    }

    @Test
    @DisplayName("Invariant 3: while Zabbix is away nothing is lost, and all arrives when it is back")
    void outage() throws IOException {
        String host = createHost("a", "k");
        gate.shut();
        start(config(Duration.ofMillis(1)));
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            samples.add(new Sample(host, "k", "v" + i, CLOCK + i, 1));
            done(outbox.append(parcel("acme", samples.get(i))));
        }
        await().atMost(PATIENCE).until(() -> !delivery.status().up());
        assertThat(delivery.status().lastError())
                .hasValueSatisfying(e -> assertThat(e).contains("no connection"));
        assertThat(outbox.stats().total()).isEqualTo(new Counts(50, 0, 50, 0, 0, 0));
        gate.open();
        awaitPending(0);
        await().atMost(PATIENCE).until(() -> delivery.status().up());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(zabbix.history(host, "k", TestZabbix.TEXT)).isEqualTo(samples));
    }

    @Test
    void afterAnOutageFreshSamplesDoNotWaitForTheBacklog() throws IOException {
        String host = createHost("a", "old", "fresh");
        List<Sample> backlog = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            backlog.add(new Sample(host, "old", "v", CLOCK, i + 1));
        }
        done(outbox.append(new SampleBatch("acme", backlog, Optional.empty())));
        long started = System.nanoTime();
        DeliveryConfig slow = new DeliveryConfig(
                100, 1000, Duration.ofSeconds(1), Duration.ofSeconds(1), PATIENCE, Duration.ofSeconds(10));
        start(slow);
        Sample fresh = new Sample(host, "fresh", "v", CLOCK + 3000, 1);
        done(outbox.append(parcel("acme", fresh)));
        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(zabbix.history(host, "fresh", TestZabbix.TEXT))
                        .containsExactly(fresh));
        assertThat(outbox.stats().total().pending()).as("backlog then").isGreaterThan(1000);
        awaitPending(0);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .as("6001 samples at 1000 a second")
                .isBetween(Duration.ofMillis(5500), Duration.ofSeconds(15));
    }

    @Test
    void stoppingWaitsForTheBatchUnderWay() throws IOException {
        String host = createHost("a", "k");
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            samples.add(new Sample(host, "k", "v", CLOCK, i + 1));
        }
        start(config(Duration.ofHours(1)));
        done(outbox.append(new SampleBatch("acme", samples, Optional.empty())));
        await().atMost(PATIENCE).until(() -> outbox.stats().total().accepted() > 0);
        done(delivery.stop());
        long accepted = outbox.stats().total().accepted();
        int requests = gate.connections();
        assertThat(accepted).isLessThan(20_000).isEqualTo(requests * 1000L);
        done(vertx.timer(500));
        assertThat(gate.connections()).isEqualTo(requests);
        assertThat(outbox.stats().total().accepted()).isEqualTo(accepted);
    }

    private String createHost(String host, String... keys) throws IOException {
        String name = zabbix.name(host);
        zabbix.createHost(name, TestZabbix.TEXT, keys);
        TrapperClient probe = new TrapperClient(vertx, zabbix.trapper(), TrapperTimeouts.DEFAULT);
        for (String key : keys) {
            Sample outside = new Sample(name, key, "probe", 1, 0); // older than the history is kept: taken, not stored
            await().atMost(PATIENCE)
                    .until(() -> done(probe.send(List.of(outside))).failed() == 0);
        }
        return name;
    }

    private void start(DeliveryConfig config) {
        delivery = new Delivery(
                vertx,
                outbox,
                new TrapperClient(vertx, gate.address(), TrapperTimeouts.DEFAULT),
                Owners.all(),
                config,
                Clock.systemUTC());
        delivery.start();
    }

    private static DeliveryConfig config(Duration rejectAfter) {
        return new DeliveryConfig(
                1000, 5000, Duration.ofMillis(200), Duration.ofSeconds(1), rejectAfter, Duration.ofSeconds(10));
    }

    private void awaitPending(long n) {
        await().atMost(PATIENCE).until(() -> outbox.stats().total().pending() == n);
    }
}
