package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.OracleComparison;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.TestDatabase;
import org.moodlefleet.testbed.moodle.TestDatabases;
import org.moodlefleet.testbed.oracle.Oracle;

/** Reads real installations, from the folder that the environment variable MOODLE_DUMPS names. */
@DisplayName("On real Moodles every measure equals what the oracle finds")
class RealDumpsIT {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /** The clock that the data is made for. */
    private static final Instant T0 = Instant.parse("2026-11-19T14:30:00Z");
    /** A Monday and a first of the month begin. */
    private static final List<Instant> MIDNIGHTS =
            List.of(Instant.parse("2026-11-15T23:00:00Z"), Instant.parse("2026-10-31T23:00:00Z"));

    @Test
    void moodle41OnMariaDb() throws Exception {
        equalsTheOracle(Engine.MARIADB, "moodle41-mariadb-small.sql.gz", "m41_");
    }

    @Test
    void moodle51OnMariaDb() throws Exception {
        equalsTheOracle(Engine.MARIADB, "moodle51-mariadb-small.sql.gz", "mdl_");
    }

    @Test
    void moodle51OnPostgreSql() throws Exception {
        equalsTheOracle(Engine.POSTGRESQL, "moodle51-postgresql-small.sql.gz", "mdl_");
    }

    private static void equalsTheOracle(Engine engine, String dump, String prefix) throws Exception {
        String folder = System.getenv("MOODLE_DUMPS");
        assumeTrue(folder != null, "MOODLE_DUMPS names no folder with data/*.sql.gz");
        Vertx vertx = Vertx.vertx();
        try (TestMoodle moodle = new TestMoodle(TestDatabases.create(engine), prefix)) {
            load(moodle.database(), Path.of(folder, "data", dump));
            assertThat(differences(vertx, moodle)).as(dump).isEmpty();
        } finally {
            vertx.close().await();
        }
    }

    private static List<String> differences(Vertx vertx, TestMoodle moodle) throws SQLException {
        InstanceRun run = new InstanceRun(vertx, Contexts.of(new RememberingStore()));
        List<String> differences = new ArrayList<>();
        try (Connection connection = moodle.connect()) {
            OracleComparison comparison = new OracleComparison(Oracle.of(connection, moodle.prefix()), PARIS);
            for (Rate rate : Rate.values()) {
                for (RolePolicy policy : RolePolicy.values()) {
                    differences.addAll(differences(run, comparison, moodle.instance("dump", policy), rate, T0));
                }
                differences.addAll(differences(run, comparison, listing(moodle), rate, T0));
                for (Instant tick : MIDNIGHTS) {
                    differences.addAll(differences(run, comparison, moodle.instance("dump"), rate, tick));
                }
            }
        }
        return differences;
    }

    private static List<String> differences(
            InstanceRun run, OracleComparison comparison, MoodleInstance instance, Rate rate, Instant tick) {
        InstanceRun.Result read = run.collect(instance, rate, tick).await();
        assertThat(read.samples()).isNotEmpty();
        return comparison.differences(instance.settings(), rate, tick, read);
    }

    /** Every course and category is a segment, however deep; the reference's keys are sent as well. */
    private static MoodleInstance listing(TestMoodle moodle) throws SQLException {
        InstanceSettings plain = InstanceSettings.defaults();
        return TestMoodle.with(
                moodle.instance("listing"),
                new InstanceSettings(
                        plain.started(),
                        plain.allowedCronPeriod(),
                        plain.rolePolicy(),
                        plain.targetVersion(),
                        plain.courseNames(),
                        new ListedSegments(moodle.ids("course_categories"), moodle.ids("course"), moodle.ids("cohort")),
                        3,
                        true,
                        plain.profileFields(),
                        null,
                        List.of()));
    }

    private static void load(TestDatabase database, Path dump) throws IOException, InterruptedException {
        boolean postgresql = database.engine() == Engine.POSTGRESQL;
        String port = String.valueOf(database.port());
        ProcessBuilder client = postgresql
                ? new ProcessBuilder("psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", database.host(), "-p", port)
                : new ProcessBuilder("mariadb", "-h", database.host(), "-P", port);
        client.command().addAll(List.of(postgresql ? "-U" : "-u", database.user(), database.name()));
        client.environment().put(postgresql ? "PGPASSWORD" : "MYSQL_PWD", database.password());
        Process running = client.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream sql = new GZIPInputStream(Files.newInputStream(dump));
                OutputStream in = running.getOutputStream()) {
            sql.transferTo(in);
        }
        assertThat(running.waitFor())
                .as("exit code of %s", client.command().get(0))
                .isZero();
    }
}
