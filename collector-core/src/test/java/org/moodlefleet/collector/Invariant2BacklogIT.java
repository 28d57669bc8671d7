package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.CountingProxy;
import org.moodlefleet.collector.bed.OracleComparison;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.collector.window.Window;
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
            .withDays(250)
            .withLogRows(6_000)
            .withFiles(50);

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

    private record SetOf(Template template, MeasureSet set) {
        String name() {
            return template.id() + "/" + set.set();
        }
    }

    private static List<SetOf> sets(Rate rate) {
        return Contexts.SHIPPED.stream()
                .flatMap(template -> template.sets().stream()
                        .filter(set -> set.rate() == rate && set.catchesUp())
                        .map(set -> new SetOf(template, set)))
                .toList();
    }

    private void safeUntil(MoodleInstance instance, Rate rate, Instant watermark) {
        for (SetOf set : sets(rate)) {
            Window before = CALENDAR.before(rate, watermark);
            store.store(instance.id(), new WindowOfSet(set.name(), before, true), List.of())
                    .await();
        }
    }

    /** @param again whether everything current had been collected before, so that only instant ticks are due */
    private boolean isDone(Fleet fleet, MoodleInstance instance, boolean again) {
        InstanceStatus status = fleet.status(instance.id()).orElseThrow();
        boolean everyRate = again || status.ticks().size() == Rate.values().length;
        return everyRate
                && status.ticks().containsKey(Rate.INSTANT)
                && status.backlogs().values().stream().allMatch(rate -> rate.windows() == 0)
                && store.backlogs(instance.id()).await().stream().noneMatch(Backlog::isOpen);
    }

    private InstanceStatus collect(MoodleInstance instance, boolean again) {
        Clock clock = Clocks.justBeforeTick(instance.id(), NOW);
        CollectorContext context = Contexts.of(store, DatabaseLimits.DEFAULT, clock);
        Fleet fleet = new Fleet(vertx, context);
        fleet.deploy(instance).await();
        await().atMost(Duration.ofSeconds(240)).until(() -> isDone(fleet, instance, again));
        // what is asked for is looked at once more, and the status published
        await().during(Duration.ofMillis(300)).until(() -> isDone(fleet, instance, again));
        InstanceStatus status = fleet.status(instance.id()).orElseThrow();
        fleet.undeploy(instance.id()).await();
        return status;
    }

    /** Value and clock of each late sample of a rate, by key and window. */
    private Map<Long, Map<String, String>> late(Rate rate) {
        Set<String> ofRate = sets(rate).stream().map(SetOf::name).collect(Collectors.toSet());
        Map<Long, Map<String, String>> byClock = new TreeMap<>();
        store.late().stream()
                .filter(stored -> ofRate.contains(stored.set()))
                .flatMap(stored -> stored.samples().stream())
                .forEach(sample -> {
                    String before = byClock.computeIfAbsent(sample.clock(), clock -> new TreeMap<>())
                            .put(sample.key(), sample.value() + " at " + sample.clock());
                    assertThat(before).as("%s twice", sample).isNull();
                    assertThat(sample.ns()).isEqualTo(1);
                });
        return byClock;
    }

    private List<String> differences(MoodleInstance instance, OracleComparison oracle, Rate rate, Instant from) {
        Schedule schedule = new Schedule(instance.id().toString(), CALENDAR, Spread.DEFAULT);
        Window last = CALENDAR.before(rate, NOW);
        Map<Long, Map<String, String>> read = late(rate);
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
    @DisplayName("An outage of hours, days, weeks and months over both changes of the clocks")
    void anOutage(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SITE);
                Connection connection = moodle.connect()) {
            MoodleInstance instance = moodle.instance("outage");
            OUTAGE.forEach((rate, watermark) -> safeUntil(instance, rate, watermark));
            int seeded = store.all().size();

            InstanceStatus status = collect(instance, false);

            OracleComparison oracle = new OracleComparison(Oracle.of(connection, "mdl_"), PARIS);
            List<String> differences = new ArrayList<>();
            OUTAGE.forEach((rate, from) -> differences.addAll(differences(instance, oracle, rate, from)));
            assertThat(differences).isEmpty();
            assertThat(status.state()).isEqualTo(InstanceStatus.State.UP);
            OUTAGE.keySet()
                    .forEach(rate -> assertThat(
                                    store.all().subList(seeded, store.all().size()))
                            .filteredOn(stored -> sets(rate).stream()
                                    .anyMatch(set -> set.name().equals(stored.set())))
                            .isNotEmpty()
                            .allSatisfy(stored -> assertThat(stored.watermark())
                                    .isEqualTo(CALENDAR.before(rate, NOW).end())));
        }
    }

    @Test
    @DisplayName(
            "Backfill: bounded by the log's oldest entry and by what Zabbix keeps; asked for again, nothing is read twice")
    void backfill() throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.MARIADB, "mdl_", SITE)) {
            MoodleInstance instance = withBackfill(moodle.instance("backfill"), Period.ofMonths(12));
            Instant oldest = oldestLog(moodle);

            InstanceStatus status = collect(instance, false);

            Map<Rate, Instant> from = new EnumMap<>(Rate.class);
            from.put(Rate.HOURLY, NOW.minus(Duration.ofDays(180)));
            List.of(Rate.DAILY, Rate.WEEKLY, Rate.MONTHLY).forEach(rate -> from.put(rate, oldest));
            from.forEach((rate, bound) -> assertThat(
                            late(rate).keySet().stream().min(Long::compare).orElseThrow())
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
            int stored = store.late().size();

            InstanceStatus after = collect(instance, true);

            assertThat(store.late()).hasSize(stored);
            assertThat(after.backlogs().get(Rate.DAILY).windows()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    @DisplayName("A year of days takes few statements: one a month and set, not one a day")
    void statements(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SITE.withDays(380))) {
            CountingProxy proxy =
                    new CountingProxy(vertx, engine, moodle.database().port());
            MoodleInstance direct = moodle.instance("statements");
            MoodleInstance instance = TestMoodle.instance(
                    "statements",
                    moodle.addressAt(proxy.port()),
                    moodle.database().user(),
                    moodle.database().password());
            safeUntil(direct, Rate.DAILY, CALENDAR.before(Rate.DAILY, NOW).end().minus(Duration.ofDays(365)));

            collect(instance, false);

            List<String> late = proxy.taken().stream()
                    .filter(sent -> sent.contains("backlog_window") || engine == Engine.POSTGRESQL)
                    .toList();
            long united = sets(Rate.DAILY).stream()
                    .filter(set -> set.set().shape() != Shape.LIST)
                    .count();
            if (engine != Engine.POSTGRESQL) {
                assertThat(late).hasSizeBetween(1, (int) (united * 12));
            }
            assertThat(store.late())
                    .filteredOn(stored -> !stored.set().equals("moodle/daily-top3"))
                    .hasSizeLessThanOrEqualTo((int) united * 12);
            assertThat(late(Rate.DAILY)).hasSize(364);
        }
    }

    private static MoodleInstance withBackfill(MoodleInstance instance, Period period) {
        MoodleInstance.Settings plain = instance.settings();
        return TestMoodle.with(
                instance,
                new MoodleInstance.Settings(
                        plain.started(),
                        plain.allowedCronPeriod(),
                        plain.rolePolicy(),
                        plain.targetVersion(),
                        plain.courseNames(),
                        plain.segments(),
                        plain.peopleFloor(),
                        plain.referenceKeys(),
                        plain.profileFields(),
                        Optional.of(period)));
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
