package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Nature;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.zabbix.Sample;

@DisplayName("Invariant 2: a window is collected exactly once, or again with the same result")
class Invariant2CatchUpIT {

    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");
    private static final SiteSpec SITE =
            SiteSpec.ordinary(2, NOW).withSize(80, 10).withLogRows(3000).withFiles(100);
    private static final String BADGES = "moodle/daily-badges";

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

    private List<Sample> read(MoodleInstance instance, Rate rate, Instant tick) {
        return new InstanceRun(vertx, Contexts.of(store))
                .collect(instance, rate, tick)
                .await()
                .samples();
    }

    /** Collects until the daily sets were read. */
    private CollectorContext collect(MoodleInstance instance, SampleStore into, Instant now) {
        return collect(instance, into, now, Rate.DAILY);
    }

    private CollectorContext collect(MoodleInstance instance, SampleStore into, Instant now, Rate until) {
        CollectorContext context = Contexts.of(into, DatabaseLimits.DEFAULT, Clocks.justBeforeTick(instance.id(), now));
        Fleet fleet = new Fleet(vertx, context);
        fleet.deploy(instance).await();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> fleet.status(instance.id())
                                .orElseThrow()
                                .ticks()
                                .keySet()
                                .contains(until)
                        && into.backlogs(instance.id()).await().stream().noneMatch(Backlog::isOpen));
        fleet.undeploy(instance.id()).await();
        return context;
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void theSameWindowGivesTheSameSamples(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SITE)) {
            MoodleInstance instance = moodle.instance("twice");
            for (Rate rate : Rate.values()) {
                assertThat(read(instance, rate, NOW)).isNotEmpty().isEqualTo(read(instance, rate, NOW));
            }
        }
    }

    @Test
    void windowsMissedInAnOutageAreCollectedAfterTheCurrentOneAndStatesAreOnlyCounted() throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.MARIADB, "mdl_", SITE)) {
            MoodleInstance instance = moodle.instance("outage");
            collect(instance, store, NOW.minus(Duration.ofDays(3)));
            int before = store.all().size();

            CollectorContext context = collect(instance, store, NOW);

            List<RememberingStore.Stored> current =
                    store.all().subList(before, store.all().size());
            assertThat(current)
                    .filteredOn(stored -> stored.set().equals(BADGES))
                    .extracting(RememberingStore.Stored::watermark)
                    .containsExactly(Instant.parse("2026-11-18T23:00:00Z"));
            assertThat(store.late())
                    .filteredOn(stored -> stored.set().equals(BADGES))
                    .extracting(RememberingStore.Stored::watermark)
                    .containsExactly(Instant.parse("2026-11-17T23:00:00Z"));
            List<Sample> late = store.late().stream()
                    .flatMap(stored -> stored.samples().stream())
                    .toList();
            for (Instant day : List.of(Instant.parse("2026-11-17T12:00:00Z"), Instant.parse("2026-11-18T12:00:00Z"))) {
                assertThat(late).containsAll(windowSamples(read(instance, Rate.DAILY, day)));
            }
            assertThat(late).doesNotHaveDuplicates().noneMatch(sample -> isState(sample.key()));
            assertThat(missed(context, instance.id(), Rate.DAILY)).isEqualTo(2 * states(Rate.DAILY));
            long minutes = Duration.ofDays(3).toMinutes();
            assertThat(missed(context, instance.id(), Rate.INSTANT) / states(Rate.INSTANT))
                    .isBetween(minutes - 2, minutes);
        }
    }

    @Test
    void aClockThatIsAheadOfTheMoodlesReadsNoWindowBeforeItsEnd() throws SQLException {
        Instant start = Instant.now();
        try (TestMoodle moodle = TestMoodle.generate(Engine.MARIADB, "mdl_", SITE)) {
            collect(moodle.instance("ahead"), store, start.plus(Duration.ofHours(3)), Rate.HOURLY);

            List<Instant> hours = store.all().stream()
                    .filter(stored -> isHourly(stored.set()))
                    .map(RememberingStore.Stored::watermark)
                    .distinct()
                    .toList();
            assertThat(hours)
                    .isNotEmpty()
                    .allSatisfy(end -> assertThat(end).isBetween(start.minus(Duration.ofHours(1)), Instant.now()));
        }
    }

    @Test
    void aWindowThatCouldNotBeStoredIsNotLeftBehind() throws SQLException {
        AtomicInteger refusals = new AtomicInteger(2);
        SampleStore full = new SampleStore() {
            @Override
            public Future<Void> store(InstanceId id, SetWindow window, List<Sample> samples) {
                return window.set().toString().equals(BADGES) && refusals.getAndDecrement() > 0
                        ? Future.failedFuture("no room")
                        : store.store(id, window, samples);
            }

            @Override
            public Future<Map<SetName, Instant>> watermarks(InstanceId id) {
                return store.watermarks(id);
            }

            @Override
            public Future<List<Backlog>> backlogs(InstanceId id) {
                return store.backlogs(id);
            }

            @Override
            public Future<Boolean> catchUp(InstanceId id, Backlog backlog, Instant reached, List<Sample> samples) {
                return store.catchUp(id, backlog, reached, samples);
            }
        };
        try (TestMoodle moodle = TestMoodle.generate(Engine.POSTGRESQL, "mdl_", SiteSpec.empty(NOW))) {
            MoodleInstance instance = moodle.instance("full");
            Instant safe = Instant.parse("2026-11-16T00:00:00Z");
            store.store(instance.id(), windowUntil(safe), List.of());

            collect(instance, full, NOW);
            assertThat(store.watermarks(instance.id()).await()).containsEntry(SetName.of(BADGES), safe);
            refusals.set(0);
            collect(instance, full, NOW);

            assertThat(store.of(instance.id()))
                    .filteredOn(stored -> stored.set().equals(BADGES))
                    .extracting(RememberingStore.Stored::watermark)
                    .containsExactly(safe, safe.plus(Duration.ofDays(3)));
            assertThat(store.late())
                    .filteredOn(stored -> stored.set().equals(BADGES))
                    .extracting(RememberingStore.Stored::watermark)
                    .containsExactly(safe.plus(Duration.ofDays(2)));
        }
    }

    private static SetWindow windowUntil(Instant watermark) {
        return new SetWindow(SetName.of(BADGES), new Window(watermark.minus(Duration.ofDays(1)), watermark), true);
    }

    private static List<Sample> windowSamples(List<Sample> samples) {
        return samples.stream().filter(sample -> !isState(sample.key())).toList();
    }

    private static boolean isHourly(String set) {
        return Contexts.SHIPPED.stream()
                .anyMatch(template -> template.sets().stream()
                        .anyMatch(one -> one.rate() == Rate.HOURLY && set.equals(template.id() + "/" + one.set())));
    }

    private static boolean isState(String key) {
        return key.startsWith("moodle.discovery[")
                || Contexts.SHIPPED.stream()
                        .flatMap(template -> template.measures().stream())
                        .filter(measure -> withoutParameters(measure.key()).equals(withoutParameters(key)))
                        .map(Measure::nature)
                        .anyMatch(Nature.STATE::equals);
    }

    private static String withoutParameters(String key) {
        return key.replaceFirst("\\[.*", "");
    }

    private static long missed(CollectorContext context, InstanceId id, Rate rate) {
        return (long) context.meters()
                .get("moodle_fleet_states_missed")
                .tags("instance", id.instance(), "rate", rate.label())
                .counter()
                .count();
    }

    private static long states(Rate rate) {
        return Contexts.SHIPPED.stream()
                .flatMap(template -> template.queried().stream())
                // nothing is listed
                .filter(set -> set.rate() == rate && set.needs().listed() == null)
                .mapToLong(MeasureSet::stateMeasures)
                .sum();
    }
}
