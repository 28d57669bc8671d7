package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Account;
import org.moodlefleet.collector.bed.BlackHole;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.CollectionFailure.Kind;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.TickReport;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Tls;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.moodle.TestDatabases;

@DisplayName("Invariant 5: a hostile database is told by its kind, within a bounded time")
class Invariant5HostileDatabasesIT {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");
    private static final Duration BOUND = Duration.ofSeconds(8);
    private static final DatabaseLimits LIMITS =
            new DatabaseLimits(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1), 4, 10_000);
    private static final Map<Engine, TestMoodle> MOODLES = new EnumMap<>(Engine.class);

    private static Vertx vertx;
    private static InstanceRun run;

    @BeforeAll
    static void start() throws SQLException {
        vertx = Vertx.vertx();
        run = new InstanceRun(vertx, Contexts.of(new RememberingStore(), LIMITS, Clock.systemUTC()));
        for (Engine engine : TestDatabases.engines()) {
            MOODLES.put(engine, TestMoodle.generate(engine, "mdl_", SiteSpec.empty(TICK)));
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        vertx.close().await();
        for (TestMoodle moodle : MOODLES.values()) {
            moodle.close();
        }
    }

    private static InstanceRun.Result collect(MoodleInstance instance, Rate rate) {
        try {
            return run.collect(instance, rate, TICK).await(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer within " + BOUND, e);
        }
    }

    private static void assertFails(MoodleInstance instance, Kind kind) {
        assertThatThrownBy(() -> collect(instance, Rate.INSTANT))
                .satisfies(e ->
                        assertThat(CollectionFailure.of(e).kind()).as("%s", e).isEqualTo(kind))
                .satisfies(e ->
                        assertThat(CollectionFailure.of(e).message().toString()).doesNotContain("s3cret"));
    }

    private static MoodleInstance at(TestMoodle moodle, DatabaseAddress address) {
        return TestMoodle.instance(
                "at", address, moodle.database().user(), moodle.database().password());
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void aClosedPortIsUnreachable(Engine engine) throws IOException {
        TestMoodle moodle = MOODLES.get(engine);
        assertFails(at(moodle, moodle.addressAt(BlackHole.closedPort())), Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void aServerThatNeverAnswersIsUnreachable(Engine engine) throws IOException {
        TestMoodle moodle = MOODLES.get(engine);
        try (BlackHole hole = new BlackHole()) {
            assertFails(at(moodle, moodle.addressAt(hole.port())), Kind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void aWrongPasswordIsAccessDenied(Engine engine) {
        TestMoodle moodle = MOODLES.get(engine);
        assertFails(
                TestMoodle.instance("at", moodle.address(), moodle.database().user(), "s3cret"), Kind.ACCESS_DENIED);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TESTBED_MYSQL_PORT", matches = ".+")
    void mySqlTakesNoPasswordInTheClear() throws SQLException {
        TestMoodle moodle = MOODLES.get(Engine.MYSQL);
        try (Account account = Account.thatReads(moodle)) {
            MoodleInstance encrypted = account.instance("at");
            DatabaseAddress address = encrypted.database();
            DatabaseAddress clear = new DatabaseAddress(
                    address.engine(),
                    address.host(),
                    address.port(),
                    address.name(),
                    null,
                    address.prefix(),
                    Tls.DISABLE);
            MoodleInstance unencrypted = new MoodleInstance(
                    encrypted.id(),
                    encrypted.host(),
                    clear,
                    encrypted.user(),
                    encrypted.password(),
                    encrypted.zone(),
                    encrypted.settings());

            assertThatThrownBy(() -> collect(unencrypted, Rate.INSTANT)).satisfies(e -> {
                assertThat(CollectionFailure.of(e).kind()).as("%s", e).isEqualTo(Kind.ACCESS_DENIED);
                assertThat(CollectionFailure.of(e).message().toString()).contains("tls");
            });
            assertThat(collect(encrypted, Rate.INSTANT).report().failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void anotherDatabaseOrPrefixIsNoMoodle(Engine engine) {
        TestMoodle moodle = MOODLES.get(engine);
        DatabaseAddress right = moodle.address();
        assertFails(
                at(
                        moodle,
                        new DatabaseAddress(
                                right.engine(), right.host(), right.port(), "nowhere", null, "mdl_", right.tls())),
                Kind.NO_MOODLE);
        assertFails(
                at(
                        moodle,
                        new DatabaseAddress(
                                right.engine(), right.host(), right.port(), right.name(), null, "x_", right.tls())),
                Kind.NO_MOODLE);
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void aLockedTableTimesOutTheSetsThatReadItAndNoMoreThanTwo(Engine engine) throws SQLException {
        TestMoodle moodle = MOODLES.get(engine);
        try (Connection other = moodle.connect()) {
            moodle.lock(other, "user");
            TickReport report = collect(moodle.instance("locked"), Rate.DAILY).report();

            assertThat(report.failures())
                    .hasSize(2)
                    .extracting(f -> f.failure().kind())
                    .containsOnly(Kind.TIMEOUT);
        }
        assertThat(collect(moodle.instance("locked"), Rate.DAILY).report().failures())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void aMoodleThatIsLockedAltogetherTimesOut(Engine engine) throws SQLException {
        TestMoodle moodle = MOODLES.get(engine);
        try (Connection other = moodle.connect()) {
            moodle.lock(other, "config");
            assertFails(moodle.instance("locked"), Kind.TIMEOUT);
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void sessionsThatEndBadlyLeaveNoConnectionBehind(Engine engine) throws SQLException {
        TestMoodle moodle = MOODLES.get(engine);
        Statement wrong = new Statement(List.of("SELECT nothing FROM nowhere"), List.of());
        try (Account account = Account.thatReads(moodle)) {
            MoodleDatabase database =
                    new MoodleDatabase(vertx, account.instance("wrong"), LIMITS, new ServerLanes(4, 4));

            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> database.session(Rate.INSTANT, session -> session.query(wrong, Map.of()))
                                .await(BOUND.toMillis(), TimeUnit.MILLISECONDS))
                        .satisfies(e -> assertThat(CollectionFailure.of(e).kind())
                                .as("%s", e)
                                .isEqualTo(Kind.BROKEN_MEASURE));
            }

            org.awaitility.Awaitility.await().until(() -> account.connections() == 0);
            database.close().await();
        }
    }

    /** 10 GB, if they were fetched. */
    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void aResultOfTooManyRowsIsRefusedBeforeItFillsTheMemory(Engine engine) {
        String numbers = switch (engine) {
            case MARIADB -> "seq_1_to_100000";
            case MYSQL -> "information_schema.columns a JOIN information_schema.columns b";
            case POSTGRESQL -> "generate_series(1, 100000)";
        };
        Statement huge = new Statement(List.of("SELECT REPEAT('x', 100000) AS item FROM " + numbers), List.of());
        DatabaseLimits fewRows =
                new DatabaseLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5), 4, 20);
        MoodleDatabase database =
                new MoodleDatabase(vertx, MOODLES.get(engine).instance("huge"), fewRows, new ServerLanes(1, 1));

        assertThatThrownBy(() -> database.session(Rate.INSTANT, session -> session.query(huge, Map.of()))
                        .await(BOUND.toMillis(), TimeUnit.MILLISECONDS))
                .satisfies(e -> assertThat(CollectionFailure.of(e))
                        .isEqualTo(new CollectionFailure(Kind.BROKEN_MEASURE, "more than 20 rows")));
        database.close().await();
    }
}
