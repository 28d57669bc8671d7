package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.bed.CountingProxy;
import org.moodlefleet.collector.bed.OracleComparison;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.SetName;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.oracle.Oracle;

@DisplayName("Invariant 2: windows missed in an outage, or asked for, are collected late and as they would have been")
class Invariant2BacklogIT {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Calendar CALENDAR = new Calendar(PARIS);
    /** Days, weeks and months: since before the clocks went forward on 29 March; hours: since before they went back on 25 October. */
    private static final Instant NOW = Instant.parse("2026-11-03T12:40:00Z");

    private static final Map<Rate, Instant> OUTAGE = Map.of(
            Rate.HOURLY, Instant.parse("2026-10-23T22:00:00Z"),
            Rate.DAILY, Instant.parse("2026-03-26T23:00:00Z"),
            Rate.WEEKLY, Instant.parse("2026-03-22T23:00:00Z"),
            Rate.MONTHLY, Instant.parse("2026-02-28T23:00:00Z"));

    private static final SiteSpec SITE = SiteSpec.ordinary(4, NOW)
            .withZone(PARIS)
            .withPlugins(Set.of(Plugin.values()))
            .withSize(80, 10)
            .withDays(260)
            .withLogRows(6_000)
            .withFiles(50);

    private BacklogBed bed;

    @BeforeEach
    void start() {
        bed = new BacklogBed(CALENDAR, NOW);
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    private List<String> differences(MoodleInstance instance, OracleComparison oracle, Rate rate, Instant from) {
        Schedule schedule = new Schedule(instance.id().toString(), CALENDAR, Spread.DEFAULT);
        Window last = CALENDAR.before(rate, NOW);
        Map<Long, Map<String, String>> read = bed.late(rate);
        List<String> differences = new ArrayList<>();
        List<Window> windows = CALENDAR.from(rate, from, last.start(), 10_000);
        for (Window window : windows) {
            if (windows.indexOf(window) % 20 != 0 && !isNearAChangeOfClocks(window)) {
                continue; // the oracle goes through whole tables for each
            }
            Map<String, String> expected =
                    oracle.ofWindow(instance.settings(), rate, schedule.tickAfter(rate, window.end()));
            expected.keySet().removeIf(key -> !Oracle.keys(rate.label()).contains(key) && !key.contains("["));
            Map<String, String> ours = read.getOrDefault(window.clock(), Map.of());
            if (!ours.equals(expected)) {
                Map<String, String> surplus = new TreeMap<>(ours);
                surplus.entrySet().removeAll(expected.entrySet());
                Map<String, String> lacking = new TreeMap<>(expected);
                lacking.entrySet().removeAll(ours.entrySet());
                differences.add(rate + " " + window + ": ours " + surplus + ", the oracle's " + lacking);
            }
        }
        assertThat(read).as("%s windows", rate).hasSize(windows.size());
        return differences;
    }

    private static boolean isNearAChangeOfClocks(Window window) {
        Duration near = Duration.ofHours(window.end().isBefore(window.start().plusSeconds(3601)) ? 2 : 30);
        return !PARIS.getRules()
                .getOffset(window.start().minus(near))
                .equals(PARIS.getRules().getOffset(window.end().plus(near)));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    @DisplayName(
            "An outage of hours, days, weeks and months over both changes of the clocks, the process killed between"
                    + " batches; a statement reads a month of days, not one")
    void anOutage(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SITE);
                Connection connection = moodle.connect()) {
            CountingProxy proxy =
                    new CountingProxy(bed.vertx, engine, moodle.database().port());
            MoodleInstance instance = TestMoodle.instance(
                    Clocks.promptName("outage"),
                    moodle.addressAt(proxy.port()),
                    moodle.database().user(),
                    moodle.database().password());
            OUTAGE.forEach((rate, watermark) -> bed.safeUntil(instance, rate, watermark));
            int seeded = bed.store.all().size();

            bed.collectUntilKilled(instance, 40);
            bed.collectUntilKilled(instance, 1);
            InstanceStatus status = bed.collect(instance);

            OracleComparison oracle = new OracleComparison(Oracle.of(connection, "mdl_"), PARIS);
            List<String> differences = new ArrayList<>();
            OUTAGE.forEach((rate, from) -> differences.addAll(differences(instance, oracle, rate, from)));
            assertThat(differences).isEmpty();
            assertThat(status.state()).isEqualTo(InstanceStatus.State.UP);
            OUTAGE.keySet()
                    .forEach(rate -> assertThat(bed.store
                                    .all()
                                    .subList(seeded, bed.store.all().size()))
                            .filteredOn(stored -> BacklogBed.sets(rate).stream()
                                    .anyMatch(set -> set.name().toString().equals(stored.set())))
                            .isNotEmpty()
                            .allSatisfy(stored -> assertThat(stored.watermark())
                                    .isEqualTo(CALENDAR.before(rate, NOW).end())));
            fewStatements(engine, proxy.taken());
        }
    }

    /** 221 days and little of other rates: 9 statements of a set, and what a kill has cut short. */
    private void fewStatements(Engine engine, List<String> sent) {
        int most = 9
                * OUTAGE.keySet().stream()
                        .mapToInt(rate -> BacklogBed.sets(rate).size())
                        .sum();
        assertThat(bed.store.late()).hasSizeLessThanOrEqualTo(most);
        if (engine != Engine.POSTGRESQL) { // there the text of a statement is not sent with it
            assertThat(sent).filteredOn(one -> one.contains(Statement.WINDOW)).hasSizeBetween(1, most + 2);
        }
    }

    @Test
    @DisplayName(
            "Backfill: bounded by the log's oldest entry and by what Zabbix keeps; asked for again, nothing is read twice")
    void backfill() throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.MARIADB, "mdl_", SITE)) {
            MoodleInstance instance =
                    BacklogBed.withBackfill(moodle.instance(Clocks.promptName("backfill")), Period.ofMonths(12));
            Instant oldest = oldestLog(moodle);

            InstanceStatus status = bed.collect(instance);

            Map<Rate, Instant> from = new EnumMap<>(Rate.class);
            from.put(Rate.HOURLY, NOW.minus(Duration.ofDays(180)));
            List.of(Rate.DAILY, Rate.WEEKLY, Rate.MONTHLY).forEach(rate -> from.put(rate, oldest));
            from.forEach((rate, bound) -> assertThat(
                            bed.late(rate).keySet().stream().min(Long::compare).orElseThrow())
                    .as("first window of rate %s", rate)
                    .isBetween(
                            CALENDAR.startOfNext(rate, CALENDAR.startOnOrAfter(rate, bound))
                                            .getEpochSecond()
                                    - 1,
                            CALENDAR.startOfNext(rate, CALENDAR.startOnOrAfter(rate, bound.plus(Duration.ofHours(1))))
                                            .getEpochSecond()
                                    - 1));
            assertThat(status.backlogs().get(Rate.HOURLY).limitedBy()).contains("zabbix-history");
            assertThat(status.backlogs().get(Rate.DAILY).limitedBy()).contains("log");
            assertThat(status.backlogs().get(Rate.DAILY).all()).isGreaterThan(200);
            int stored = bed.store.late().size();

            InstanceStatus after = bed.collect(instance);

            assertThat(bed.store.late()).hasSize(stored);
            assertThat(after.backlogs().get(Rate.DAILY).windows()).isZero();
        }
    }

    @Test
    @DisplayName("A list that was emptied and is filled again begins anew: what lies between nobody wanted")
    void emptiedList() throws SQLException {
        String ofCourses = "moodle/daily-course-log";
        try (TestMoodle moodle = TestMoodle.generate(
                Engine.POSTGRESQL, "mdl_", SiteSpec.empty(NOW).withZone(PARIS))) {
            MoodleInstance empty = moodle.instance(Clocks.promptName("list"));
            MoodleInstance filled = BacklogBed.withCourses(empty, List.of(2L));
            bed.safeUntil(filled, Rate.DAILY, Instant.parse("2026-10-28T23:00:00Z"));

            bed.start(empty, bed.store).undeploy(empty.id()).await();

            assertThat(bed.store.watermarks(empty.id()).await())
                    .doesNotContainKey(SetName.of(ofCourses))
                    .containsKey(SetName.of("moodle/daily-badges"));

            bed.collect(filled);

            assertThat(bed.store.late())
                    .extracting(RememberingStore.Stored::set)
                    .contains("moodle/daily-badges")
                    .doesNotContain(ofCourses);
            assertThat(bed.store.watermarks(empty.id()).await())
                    .containsEntry(SetName.of(ofCourses), Instant.parse("2026-11-02T23:00:00Z"));
        }
    }

    private static Instant oldestLog(TestMoodle moodle) throws SQLException {
        try (Connection connection = moodle.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT MIN(timecreated) FROM " + moodle.table("logstore_standard_log"))) {
            row.next();
            return Instant.ofEpochSecond(row.getLong(1));
        }
    }
}
