package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.CountingProxy;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.TickReport;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;

@DisplayName("A tick sends few statements, as many on a large site as on an empty one")
class StatementsOfATickIT {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");

    /** All that goes to the server: connection set-up, what the driver and the pool ask for, and the goodbye included. */
    private static final Map<Rate, Integer> MOST =
            Map.of(Rate.INSTANT, 10, Rate.HOURLY, 16, Rate.DAILY, 48, Rate.WEEKLY, 16, Rate.MONTHLY, 16);

    /** Before an instance's first statement the pool asks for the isolation level. */
    private static final int ONCE = 1;

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    // MySQL takes passwords over encrypted connections only, in which nobody can count
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MYSQL")
    void atEachRateOfAMoodleWithAllPlugins(Engine engine) throws SQLException {
        Map<Rate, List<String>> empty = sent(engine, SiteSpec.empty(TICK));
        Map<Rate, List<String>> ordinary = sent(engine, SiteSpec.ordinary(7, TICK));

        for (Rate rate : Rate.values()) {
            assertThat(ordinary.get(rate))
                    .as("%s, ordinary site", rate)
                    .hasSizeLessThanOrEqualTo(MOST.get(rate) + ONCE);
            assertThat(empty.get(rate)).as("%s, empty site", rate).hasSameSizeAs(ordinary.get(rate));
        }
    }

    private Map<Rate, List<String>> sent(Engine engine, SiteSpec spec) throws SQLException {
        Map<Rate, List<String>> sent = new HashMap<>();
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", spec.withPlugins(Set.of(Plugin.values())))) {
            CountingProxy proxy =
                    new CountingProxy(vertx, engine, moodle.database().port());
            for (Rate rate : Rate.values()) {
                // nothing is known of the Moodle yet
                InstanceRun run = new InstanceRun(vertx, Contexts.of(new RememberingStore()));
                TickReport report =
                        run.collect(through(proxy, moodle), rate, TICK).await().report();
                assertThat(report.failures()).isEmpty();
                assertThat(report.skipped()).isEmpty();
                sent.put(rate, proxy.taken());
            }
        }
        return sent;
    }

    /** The Moodle behind the proxy, with segments listed. */
    private static MoodleInstance through(CountingProxy proxy, TestMoodle moodle) {
        MoodleInstance instance = TestMoodle.instance(
                "site",
                moodle.addressAt(proxy.port()),
                moodle.database().user(),
                moodle.database().password());
        InstanceSettings plain = instance.settings();
        return TestMoodle.with(
                instance,
                new InstanceSettings(
                        plain.started(),
                        plain.allowedCronPeriod(),
                        plain.rolePolicy(),
                        plain.targetVersion(),
                        plain.courseNames(),
                        new ListedSegments(List.of(), List.of(2L, 3L, 4L), List.of()),
                        plain.peopleFloor(),
                        plain.referenceKeys(),
                        plain.profileFields(),
                        null,
                        List.of()));
    }
}
