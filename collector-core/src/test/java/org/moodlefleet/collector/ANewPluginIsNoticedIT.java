package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.CountingProxy;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.TickReport;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

@DisplayName("A plugin's tables are noticed at the first tick after Moodle has installed it, and then known")
class ANewPluginIsNoticedIT {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");
    private static final String SET = "moodle-adv-perfs/hourly-slow-pages";

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
    void whichCostsOneStatementMore(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SiteSpec.empty(TICK))) {
            CountingProxy proxy =
                    new CountingProxy(vertx, engine, moodle.database().port());
            MoodleInstance instance = TestMoodle.instance(
                    "site",
                    moodle.addressAt(proxy.port()),
                    moodle.database().user(),
                    moodle.database().password());
            InstanceRun run = new InstanceRun(vertx, Contexts.of(new RememberingStore()));

            assertThat(hourly(run, instance).skipped()).contains(SET);
            int without = proxy.taken().size();

            moodle.run(
                    "CREATE TABLE " + moodle.table("local_advancedperfs_slowp")
                            + " (id BIGINT, userid BIGINT, timecreated BIGINT, timespent BIGINT, timeindb BIGINT,"
                            + " dbcalls BIGINT, memused BIGINT)",
                    // what Moodle writes at the end of an upgrade
                    "INSERT INTO " + moodle.table("config") + " (name, value) VALUES ('allversionshash', '5eb63bbb')");
            assertThat(hourly(run, instance).skipped()).doesNotContain(SET);
            assertThat(proxy.taken())
                    .as("the set's own, and the tables once more")
                    .hasSize(without + 2);

            hourly(run, instance);
            assertThat(proxy.taken()).as("the tables are known again").hasSize(without + 1);
        }
    }

    private static TickReport hourly(InstanceRun run, MoodleInstance instance) {
        TickReport report = run.collect(instance, Rate.HOURLY, TICK).await().report();
        assertThat(report.failures()).isEmpty();
        return report;
    }
}
