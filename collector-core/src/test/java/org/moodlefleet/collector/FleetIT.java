package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Account;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.zabbix.Sample;

@DisplayName("Collectors come, change and go while the program runs")
class FleetIT {

    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");
    private static final InstanceId ID = new InstanceId("acme", "main");

    private final RememberingStore store = new RememberingStore();
    private Vertx vertx;
    private Fleet fleet;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    /** Whose clock will soon be at a tick of the instance. */
    private Fleet newFleet() {
        return new Fleet(vertx, Contexts.of(store, DatabaseLimits.DEFAULT, Clocks.justBeforeTick(ID, NOW)));
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private static MoodleInstance at(MoodleInstance instance, String host) {
        return new MoodleInstance(
                instance.id(),
                host,
                instance.database(),
                instance.user(),
                instance.password(),
                instance.zone(),
                instance.settings());
    }

    private void awaitAnswer() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> fleet.status(ID).orElseThrow().state() == InstanceStatus.State.UP);
    }

    @Test
    void changesOfOneInstanceNeverOvertakeEachOther() throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.MARIADB, "mdl_", SiteSpec.empty(NOW))) {
            MoodleInstance instance = moodle.instance(ID.instance());
            fleet = newFleet();
            Future.all(
                            fleet.deploy(at(instance, "first")),
                            fleet.undeploy(ID),
                            fleet.deploy(at(instance, "second")),
                            fleet.deploy(at(instance, "last")))
                    .await();

            assertThat(fleet.size()).isEqualTo(1);
            assertThat(vertx.deploymentIDs()).hasSize(1);
            awaitAnswer();
            assertThat(store.all().stream().flatMap(stored -> stored.samples().stream()))
                    .isNotEmpty()
                    .extracting(Sample::host)
                    .containsOnly("last");
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void afterUndeployNothingIsLeft(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SiteSpec.empty(NOW));
                Account account = Account.thatReads(moodle)) {
            fleet = newFleet();
            fleet.deploy(account.instance(ID.instance())).await();
            awaitAnswer();

            fleet.undeploy(ID).await();

            int stored = store.all().size();
            assertThat(fleet.status(ID)).isEmpty();
            assertThat(vertx.deploymentIDs()).isEmpty();
            assertThat(account.connections()).isZero();
            // the slower rates would have come within 20 s
            await().during(Duration.ofSeconds(5)).until(() -> store.all().size() == stored);
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void undeployDoesNotWaitForAStatementThatHangs(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SiteSpec.empty(NOW));
                Account account = Account.thatReads(moodle);
                Connection locking = moodle.connect()) {
            moodle.lock(locking, "config");
            fleet = newFleet();
            fleet.deploy(account.instance(ID.instance())).await();
            await().atMost(Duration.ofSeconds(20)).until(() -> account.connections() == 1);

            await().atMost(Duration.ofSeconds(5)).until(() -> fleet.undeploy(ID), Future::isComplete);

            assertThat(vertx.deploymentIDs()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void aSetWhoseTableIsAbsentIsSkippedNotFailed(Engine engine) throws SQLException {
        assertThat(weekly(engine, SiteSpec.empty(NOW)).report().skipped()).contains("moodle/weekly-vmoodle");
        assertThat(weekly(engine, SiteSpec.empty(NOW).withPlugins(Set.of(Plugin.VMOODLE)))
                        .report()
                        .skipped())
                .doesNotContain("moodle/weekly-vmoodle");
    }

    private InstanceRun.Result weekly(Engine engine, SiteSpec site) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", site)) {
            InstanceRun.Result read = new InstanceRun(vertx, Contexts.of(store))
                    .collect(moodle.instance("main"), Rate.WEEKLY, NOW)
                    .await();
            assertThat(read.report().failures()).isEmpty();
            return read;
        }
    }
}
