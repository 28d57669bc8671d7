package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.TestDatabases;

@DisplayName(
        "Invariant 5: while a statement about the past is slow, nothing current waits, neither of its own Moodle nor of another")
class Invariant5ThePastHoldsNothingCurrentIT {

    private static final Statement QUICK = statement("SELECT 1 AS x");

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private static Statement statement(String sql) {
        return new Statement(List.of(sql), List.of());
    }

    /** Takes three seconds. */
    private static Object slow(MoodleSession session, Engine engine) throws SQLException {
        return session.query(
                statement(engine == Engine.POSTGRESQL ? "SELECT 1 AS x FROM pg_sleep(3)" : "SELECT SLEEP(3) AS x"),
                Map.of());
    }

    private static void quick(MoodleDatabase database, Rate rate) throws Exception {
        database.session(rate, session -> session.query(QUICK, Map.of())).await(2, TimeUnit.SECONDS);
    }

    private MoodleDatabase database(TestMoodle moodle, String name, ServerLanes lanes) {
        return new MoodleDatabase(vertx, moodle.instance(name), DatabaseLimits.DEFAULT, lanes);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void onOneServer(Engine engine) throws Exception {
        try (TestMoodle moodle = new TestMoodle(TestDatabases.create(engine), "mdl_")) {
            ServerLanes lanes = new ServerLanes(4, 48);
            MoodleDatabase one = database(moodle, "one", lanes);
            MoodleDatabase other = database(moodle, "other", lanes);

            Future<?> past = one.unhurried(session -> slow(session, engine));
            Future<?> othersPast = other.unhurried(session -> session.query(QUICK, Map.of()));

            for (MoodleDatabase database : List.of(one, other)) {
                quick(database, Rate.INSTANT);
                quick(database, Rate.HOURLY);
                quick(database, Rate.DAILY);
            }
            assertThat(past.isComplete()).isFalse();
            assertThat(othersPast.isComplete()).as("one at a time on a server").isFalse();
            past.await(10, TimeUnit.SECONDS);
            othersPast.await(10, TimeUnit.SECONDS);
            one.close().await();
            other.close().await();
        }
    }

    @Test
    @DisplayName("Of all threads for databases the past of a fleet takes a quarter")
    void overServers() throws Exception {
        try (TestMoodle mariadb = new TestMoodle(TestDatabases.create(Engine.MARIADB), "mdl_");
                TestMoodle postgresql = new TestMoodle(TestDatabases.create(Engine.POSTGRESQL), "mdl_")) {
            ServerLanes lanes = new ServerLanes(4, 4);
            MoodleDatabase first = database(mariadb, "first", lanes);
            MoodleDatabase second = database(postgresql, "second", lanes);

            Future<?> past = first.unhurried(session -> slow(session, Engine.MARIADB));
            Future<?> waiting = second.unhurried(session -> session.query(QUICK, Map.of()));

            quick(first, Rate.INSTANT);
            quick(second, Rate.INSTANT);
            quick(second, Rate.HOURLY);
            assertThat(past.isComplete()).isFalse();
            assertThat(waiting.isComplete()).isFalse();
            past.await(10, TimeUnit.SECONDS);
            waiting.await(10, TimeUnit.SECONDS);
            first.close().await();
            second.close().await();
        }
    }
}
