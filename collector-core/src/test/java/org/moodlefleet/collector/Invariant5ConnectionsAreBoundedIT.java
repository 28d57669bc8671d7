package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Account;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

@DisplayName("Invariant 5: a database server never sees more connections of ours than its lane is wide")
class Invariant5ConnectionsAreBoundedIT {

    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");
    private static final int LANE = 4;
    private static final int INSTANCES = 10;
    private static final DatabaseLimits LIMITS =
            new DatabaseLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60), LANE, 10_000);

    private final RememberingStore store = new RememberingStore();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void whileTenInstancesTickInTheSameSecond(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SiteSpec.empty(NOW));
                Account account = Account.thatReads(moodle)) {
            Clock clock = Clocks.justBeforeSecond(30, NOW);
            Fleet fleet = new Fleet(vertx, Contexts.of(store, LIMITS, clock));
            List<MoodleInstance> instances = IntStream.iterate(0, i -> i + 1)
                    .mapToObj(i -> account.instance("site-" + i))
                    .filter(instance -> Clocks.ticksAtSecond(30, instance.id()))
                    .limit(INSTANCES)
                    .toList();
            instances.forEach(instance -> fleet.deploy(instance).await());

            List<Integer> counts = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        counts.add(account.connections());
                        return collectedAtAllRates(instances);
                    });

            assertThat(counts).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(LANE));
            // one is kept for the instant rate, whose ticks are over soon
            assertThat(Collections.max(counts)).isBetween(2, LANE - 1);
            for (MoodleInstance instance : instances) {
                fleet.undeploy(instance.id()).await();
            }
            assertThat(account.connections()).isZero();
        }
    }

    private boolean collectedAtAllRates(List<MoodleInstance> instances) {
        Set<String> done = new HashSet<>();
        store.all().stream()
                .filter(one -> !one.set().endsWith("/instant-status"))
                .forEach(one -> done.add(one.instance() + one.set()));
        return done.size()
                == instances.size()
                        * Contexts.SHIPPED.stream()
                                .flatMap(template -> template.queried().stream())
                                // nothing is listed
                                .filter(set -> set.needs().listed() == null)
                                .count();
    }
}
