package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.BlackHole;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.Proxy;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.CollectionFailure.Kind;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

@DisplayName("Invariant 5: one Moodle never delays another")
class Invariant5OneMoodleNeverDelaysAnotherIT {

    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");
    private static final Duration HANG = Duration.ofSeconds(20);
    /** Much less than what hostile neighbours take. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final DatabaseLimits LIMITS = new DatabaseLimits(Duration.ofSeconds(4), HANG, HANG, 4, 10_000);

    private final RememberingStore store = new RememberingStore();
    private final AtomicInteger names = new AtomicInteger();
    private final List<MoodleInstance> hostile = new ArrayList<>();
    private Vertx vertx;
    private Fleet fleet;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /** The next name whose instant tick is in that second of each minute. */
    private String name(int second) {
        String name;
        do {
            name = "site-" + names.getAndIncrement();
        } while (!Clocks.ticksAtSecond(second, new InstanceId("acme", name)));
        return name;
    }

    private void deployAll(MoodleInstance healthy) {
        fleet = new Fleet(vertx, Contexts.of(store, LIMITS, Clocks.justBeforeSecond(30, NOW)));
        List<Future<Void>> deployed = new ArrayList<>(List.of(fleet.deploy(healthy)));
        hostile.forEach(instance -> deployed.add(fleet.deploy(instance)));
        Future.all(deployed).await();
    }

    private void assertCollectedSoon(MoodleInstance healthy) {
        await().atMost(SOON)
                .until(() -> fleet.status(healthy.id()).orElseThrow().state() == InstanceStatus.State.UP);
        assertThat(store.readOf(healthy.id())).isNotEmpty();
        assertThat(hostile)
                .allSatisfy(instance -> assertThat(store.readOf(instance.id())).isEmpty());
    }

    @Test
    @DisplayName("of 30 servers that never answer, each tick holds up nobody else")
    void deadServers() throws Exception {
        List<BlackHole> holes = new ArrayList<>();
        try (TestMoodle moodle = TestMoodle.generate(Engine.MARIADB, "mdl_", SiteSpec.empty(NOW))) {
            for (int i = 0; i < 30; i++) {
                BlackHole hole = new BlackHole();
                holes.add(hole);
                hostile.add(TestMoodle.instance(name(30), moodle.addressAt(hole.port()), "reader", "pass"));
            }
            MoodleInstance healthy = moodle.instance(name(32));
            deployAll(healthy);

            assertCollectedSoon(healthy);
        } finally {
            for (BlackHole hole : holes) {
                hole.close();
            }
        }
    }

    @Test
    @DisplayName("of 40 locked Moodles on 10 servers, each tick holds up nobody else")
    void lockedMoodles() throws SQLException {
        try (TestMoodle locked = TestMoodle.generate(Engine.MARIADB, "mdl_", SiteSpec.empty(NOW));
                TestMoodle moodle = TestMoodle.generate(Engine.POSTGRESQL, "mdl_", SiteSpec.empty(NOW));
                Connection locking = locked.connect()) {
            locked.lock(locking, "config");
            for (int server = 0; server < 10; server++) {
                int port = new Proxy(vertx, locked.database().port()).port();
                for (int i = 0; i < 4; i++) {
                    hostile.add(TestMoodle.instance(
                            name(30),
                            locked.addressAt(port),
                            locked.database().user(),
                            locked.database().password()));
                }
            }
            MoodleInstance healthy = moodle.instance(name(33));
            deployAll(healthy);

            assertCollectedSoon(healthy);
            // of four on a server, two at a time are tried that have not answered yet
            await().atMost(HANG.multipliedBy(2).plus(SOON))
                    .untilAsserted(() -> assertThat(hostile)
                            .allSatisfy(instance -> assertThat(fleet.status(instance.id())
                                            .flatMap(InstanceStatus::failure)
                                            .map(CollectionFailure::kind))
                                    .hasValue(Kind.TIMEOUT)));
        }
    }
}
