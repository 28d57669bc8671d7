package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.Library;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceCheck;
import org.moodlefleet.collector.inspection.InstanceExplain;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.SetFailure;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.zabbix.Sample;

@DisplayName("Segments are discovered, and have a value each")
class SegmentsIT {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");
    /** The last second of the day before the tick. */
    private static final long DAY = Instant.parse("2026-11-18T23:59:59Z").getEpochSecond();

    private static final long NOW = TICK.getEpochSecond();

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    private static TestMoodle library(Engine engine) throws SQLException {
        TestMoodle moodle = TestMoodle.generate(engine, "seg_", SiteSpec.empty(TICK));
        Library.addTo(moodle, Instant.parse("2026-11-18T08:00:00Z"));
        return moodle;
    }

    private static CollectorContext context() {
        return Contexts.of(List.of(Library.template()), new RememberingStore());
    }

    private static InstanceRun.Result run(MoodleInstance instance, Rate rate) {
        return new InstanceRun(vertx, context()).collect(instance, rate, TICK).await();
    }

    /** Shelf 10 and shelf 3 in the place of the roots, a floor of 2, the reference's keys. */
    private static MoodleInstance listing(TestMoodle moodle) {
        return TestMoodle.with(
                moodle.instance("listing"),
                new InstanceSettings(
                        null,
                        Duration.ofHours(1),
                        RolePolicy.ENT,
                        null,
                        true,
                        new ListedSegments(List.of(10L, 3L), List.of(2L, 3L, 99L), List.of()),
                        2,
                        true,
                        new ProfileFields(List.of(), List.of("novel", " \"x\""), List.of()),
                        null,
                        List.of()));
    }

    /** Value and clock by key, in the order of the keys; no key twice. */
    private static Map<String, String> sent(InstanceRun.Result result) {
        assertThat(result.report().failures()).isEmpty();
        Map<String, String> sent = new TreeMap<>();
        for (Sample sample : result.samples()) {
            assertThat(sent.put(sample.key(), sample.value() + " at " + sample.clock()))
                    .as(sample.key())
                    .isNull();
        }
        return sent;
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void withoutListsTheRootsAreMeasured(Engine engine) throws SQLException {
        try (TestMoodle moodle = library(engine)) {
            InstanceRun.Result daily = run(moodle.instance("plain"), Rate.DAILY);

            assertThat(sent(daily))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "test.discovery[shelves]",
                            """
                            [{"{#SHELFID}":"1","{#SHELFNAME}":"Sciences & \\"arts\\""},\
                            {"{#SHELFID}":"2","{#SHELFNAME}":"Été"},{"{#SHELFID}":"3","{#SHELFNAME}":"3"}] at\s""" + NOW,
                            "test.shelf.loans[1]",
                            "8 at " + DAY,
                            "test.shelf.loans[2]",
                            "4 at " + DAY,
                            "test.shelf.loans[3]",
                            "0 at " + DAY,
                            // four people lent from shelf 2: fewer than the floor of 5
                            "test.shelf.readers[1]",
                            "7 at " + DAY,
                            "test.shelf.readers[3]",
                            "0 at " + DAY,
                            "test.shelf.ratio[1]",
                            "0.88 at " + NOW,
                            "test.shelf.ratio[2]",
                            "1.00 at " + NOW));
            assertThat(daily.samples().get(0).key()).isEqualTo("test.discovery[shelves]");
            assertThat(daily.report().skipped())
                    .as("what nobody listed is no news")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void withListsTheyAreAndTheKeysOfTheReferenceAreSentAsWell(Engine engine) throws SQLException {
        try (TestMoodle moodle = library(engine)) {
            InstanceRun.Result daily = run(listing(moodle), Rate.DAILY);

            Map<String, String> expected = new TreeMap<>(Map.of(
                    "test.discovery[shelves]",
                    """
                    [{"{#SHELFID}":"3","{#SHELFNAME}":"3"},{"{#SHELFID}":"10","{#SHELFNAME}":"Physics"}] at\s""" + NOW,
                    "test.discovery[books]",
                    """
                    [{"{#BOOKID}":"2","{#BOOKNAME}":"Two 2"},{"{#BOOKID}":"3","{#BOOKNAME}":"Three"}] at\s""" + NOW,
                    "test.book.copies[2]",
                    "0 at " + NOW,
                    "test.book.copies[3]",
                    "7 at " + NOW,
                    "test.shelf.ratio[10]",
                    "1.00 at " + NOW));
            for (String key : List.of("loans", "readers")) {
                expected.put("test.shelf." + key + "[3]", "0 at " + DAY);
                expected.put("test.shelf.[3." + key + "]", "0 at " + DAY);
                expected.put("test.shelf." + key + "[10]", "2 at " + DAY);
                expected.put("test.shelf.[10." + key + "]", "2 at " + DAY);
            }
            assertThat(sent(daily)).isEqualTo(expected);
            assertThat(daily.samples())
                    .extracting(Sample::key)
                    .startsWith("test.discovery[shelves]", "test.discovery[books]");
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void idsThatAreTextsAreQuotedInKeysAsZabbixDoes(Engine engine) throws SQLException {
        try (TestMoodle moodle = library(engine)) {
            Map<String, String> weekly = sent(run(listing(moodle), Rate.WEEKLY));

            assertThat(weekly.remove("test.discovery[kinds]"))
                    .contains("{\"{#KIND}\":\"novel\",\"{#KINDNAME}\":\"novel\"}")
                    .contains("{\"{#KIND}\":\" \\\"x\\\"\",\"{#KINDNAME}\":\" \\\"x\\\"\"}")
                    .contains("{\"{#KIND}\":\"a,b]\",\"{#KINDNAME}\":\"a,b]\"}");
            assertThat(weekly)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "test.kind.books[novel]",
                            "2 at " + NOW,
                            "test.kind.books[\"a,b]\"]",
                            "1 at " + NOW,
                            "test.kind.books[\" \\\"x\\\"\"]",
                            "1 at " + NOW,
                            // the reference's key of novels is an ordinary measure's, and sent once; Zabbix has no
                            // others
                            "test.kind.weeklynovelbooks",
                            "2 at " + NOW));
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void anEmptyListHoldsNothing(Engine engine) throws SQLException {
        try (TestMoodle moodle = library(engine)) {
            moodle.run("UPDATE " + moodle.table("config_plugins") + " SET value = '35' WHERE name = 'loglifetime'");

            assertThat(sent(run(moodle.instance("plain"), Rate.HOURLY)))
                    .containsEntry("test.listed.value[courses]", "0 at " + NOW)
                    .containsEntry("test.listed.value[teacher]", "0 at " + NOW)
                    .containsEntry("test.listed.every", "4 at " + NOW)
                    .containsEntry("test.listed.lifetime", "35 at " + NOW);
            assertThat(sent(run(listing(moodle), Rate.HOURLY)))
                    .containsEntry("test.listed.value[courses]", "2 at " + NOW)
                    .containsEntry("test.listed.value[teacher]", "3 at " + NOW);
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void whatIsToldTwiceOrOfNobodyIsABrokenMeasure(Engine engine) throws SQLException {
        try (TestMoodle moodle = library(engine)) {
            InstanceRun.Result monthly = run(moodle.instance("plain"), Rate.MONTHLY);

            assertThat(monthly.samples()).isEmpty();
            assertThat(monthly.report().failures())
                    .containsExactlyInAnyOrder(
                            broken("library/monthly-twice", "segment 1 has more than one row"),
                            broken("library/monthly-nobody", "a row has no segment"));
        }
    }

    private static SetFailure broken(String set, String message) {
        return new SetFailure(set, new CollectionFailure(CollectionFailure.Kind.BROKEN_MEASURE, message));
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void theirQueriesAreExplainedAndChecked(Engine engine) throws SQLException {
        try (TestMoodle moodle = library(engine)) {
            for (MoodleInstance instance : List.of(moodle.instance("plain"), listing(moodle))) {
                boolean plain = instance.settings().segments().courses().isEmpty();
                List<InstanceExplain.Explained> daily = new InstanceExplain(vertx, context())
                        .of(instance, Rate.DAILY, TICK)
                        .await();

                assertThat(daily).allSatisfy(one -> assertThat(one.failure()).isEmpty());
                assertThat(daily)
                        .extracting(InstanceExplain.Explained::set)
                        .containsExactlyInAnyOrderElementsOf(Stream.of("shelves", "loans", "titles", "copies")
                                .filter(set -> !plain || set.equals("shelves") || set.equals("loans"))
                                .map(set -> "library/daily-" + set)
                                .toList());
                assertThat(daily.get(0).sql()).contains(plain ? "IN (NULL)" : "IN (?, ?)");
                assertThat(new InstanceCheck(vertx, context())
                                .of(instance)
                                .await()
                                .failures())
                        .isEmpty();
            }
        }
    }
}
