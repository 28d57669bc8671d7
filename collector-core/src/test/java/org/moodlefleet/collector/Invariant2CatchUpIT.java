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
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Nature;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.InstanceId;
import org.moodlefleet.collector.moodle.MoodleInstance;
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
        CollectorContext context = Contexts.of(into, DatabaseLimits.DEFAULT, Clocks.justBeforeTick(instance.id(), now));
        Fleet fleet = new Fleet(vertx, context);
        fleet.deploy(instance).await();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> fleet.status(instance.id()).orElseThrow().ticks().containsKey(Rate.DAILY));
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
    void windowsMissedInAnOutageAreCollectedOldestFirstAndStatesAreOnlyCounted() throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.MARIADB, "mdl_", SITE)) {
            MoodleInstance instance = moodle.instance("outage");
            collect(instance, store, NOW.minus(Duration.ofDays(3)));
            int before = store.all().size();

            CollectorContext context = collect(instance, store, NOW);

            List<RememberingStore.Stored> late =
                    store.all().subList(before, store.all().size());
            assertThat(late)
                    .filteredOn(stored -> stored.set().equals(BADGES))
                    .extracting(RememberingStore.Stored::watermark)
                    .containsExactly(
                            Instant.parse("2026-11-16T23:00:00Z"),
                            Instant.parse("2026-11-17T23:00:00Z"),
                            Instant.parse("2026-11-18T23:00:00Z"));
            for (Instant day : List.of(Instant.parse("2026-11-17T12:00:00Z"), Instant.parse("2026-11-18T12:00:00Z"))) {
                assertThat(late.stream().flatMap(stored -> stored.samples().stream()))
                        .containsAll(windowSamples(read(instance, Rate.DAILY, day)));
            }
            assertThat(late.stream().flatMap(stored -> stored.samples().stream()))
                    .doesNotHaveDuplicates()
                    .filteredOn(sample -> isState(sample.key()))
                    .allSatisfy(sample ->
                            assertThat(Instant.ofEpochSecond(sample.clock())).isAfter(NOW.minus(Duration.ofDays(1))));
            assertThat(missed(context, instance.id(), Rate.DAILY)).isEqualTo(2 * states(Rate.DAILY));
            long minutes = Duration.ofDays(3).toMinutes();
            assertThat(missed(context, instance.id(), Rate.INSTANT) / states(Rate.INSTANT))
                    .isBetween(minutes - 2, minutes);
        }
    }

    @Test
    void aWindowThatCouldNotBeStoredIsNotLeftBehind() throws SQLException {
        AtomicInteger refusals = new AtomicInteger(2);
        SampleStore full = new SampleStore() {
            @Override
            public Future<Void> store(InstanceId id, String set, Instant watermark, List<Sample> samples) {
                return set.equals(BADGES) && refusals.getAndDecrement() > 0
                        ? Future.failedFuture("no room")
                        : store.store(id, set, watermark, samples);
            }

            @Override
            public Future<Map<String, Instant>> watermarks(InstanceId id) {
                return store.watermarks(id);
            }
        };
        try (TestMoodle moodle = TestMoodle.generate(Engine.POSTGRESQL, "mdl_", SiteSpec.empty(NOW))) {
            MoodleInstance instance = moodle.instance("full");
            Instant safe = Instant.parse("2026-11-16T00:00:00Z");
            store.store(instance.id(), BADGES, safe, List.of());

            collect(instance, full, NOW);
            assertThat(store.watermarks(instance.id()).await()).containsEntry(BADGES, safe);
            refusals.set(0);
            collect(instance, full, NOW);

            assertThat(store.of(instance.id()))
                    .filteredOn(stored -> stored.set().equals(BADGES))
                    .extracting(RememberingStore.Stored::watermark)
                    .containsExactly(
                            safe,
                            safe.plus(Duration.ofDays(1)),
                            safe.plus(Duration.ofDays(2)),
                            safe.plus(Duration.ofDays(3)));
        }
    }

    private static List<Sample> windowSamples(List<Sample> samples) {
        return samples.stream().filter(sample -> !isState(sample.key())).toList();
    }

    private static boolean isState(String key) {
        return Contexts.SHIPPED.stream()
                .flatMap(template -> template.measures().stream())
                .filter(measure -> measure.key().equals(key))
                .map(Measure::nature)
                .anyMatch(Nature.STATE::equals);
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
                .flatMap(template -> template.sets().stream())
                .filter(set -> set.rate() == rate)
                .mapToLong(MeasureSet::stateMeasures)
                .sum();
    }
}
