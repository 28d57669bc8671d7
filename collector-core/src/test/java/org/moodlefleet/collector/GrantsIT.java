package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Account;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.NeverSelected;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.inspection.SchemaInspection;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.ReadColumns;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.Grants;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.moodle.PersonalColumns;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.MoodleVersion;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.zabbix.Sample;

@DisplayName("Invariant 6: the rights that are printed suffice, and are the least")
class GrantsIT {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");

    private Vertx vertx;
    private CollectorContext context;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        context = Contexts.of(new RememberingStore(), DatabaseLimits.DEFAULT, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void everyMeasureRunsUnderExactlyTheRightsOfItsRolePolicy(Engine engine) throws SQLException {
        try (TestMoodle moodle = site(engine, MoodleVersion.V5_1)) {
            for (RolePolicy policy : RolePolicy.values()) {
                try (Account account = new Account(moodle)) {
                    MoodleInstance full = listing(moodle.instance("full", policy));
                    ReadColumns read =
                            ReadColumns.of(MoodleSite.READS, Contexts.SHIPPED, moodle.engine(), EnumSet.of(policy));
                    Map<String, Set<String>> schema = new SchemaInspection(vertx, context)
                            .of(full, read.byTable().keySet())
                            .await()
                            .orElseThrow();

                    moodle.run(statements(moodle, account, read.within(schema)).toArray(String[]::new));

                    assertThat(PersonalColumns.among(read.byTable())).isEmpty();
                    assertThat(NeverSelected.among(read.byTable())).isEmpty();
                    assertReadAlike(TestMoodle.with(account.instance("restricted"), full.settings()), full);
                    assertPersonalIsRefused(moodle, account, schema, policy);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void ofStatementsForAnyMoodleTheFailingOnesAreAboutWhatAMoodleLacks(Engine engine) throws SQLException {
        try (TestMoodle moodle = site(engine, MoodleVersion.V4_1);
                Account account = new Account(moodle)) {
            MoodleInstance full = moodle.instance("full");
            List<String> failed = new ArrayList<>();
            ReadColumns read = ReadColumns.of(
                    MoodleSite.READS, Contexts.SHIPPED, moodle.engine(), EnumSet.of(RolePolicy.STANDARD));
            for (String statement : statements(moodle, account, read)) {
                try {
                    moodle.run(statement);
                } catch (SQLException e) {
                    failed.add(statement);
                }
            }

            assertThat(failed)
                    .allMatch(statement -> statement.contains("(") && !statement.contains(", "))
                    .hasSize(2);
            assertReadAlike(account.instance("restricted"), full);
            assertThat(new SchemaInspection(vertx, context)
                            .of(account.instance("restricted"), Set.of("config"))
                            .await()
                            .isPresent())
                    .as("MariaDB and MySQL do not show this account what it has no right to")
                    .isEqualTo(engine == Engine.POSTGRESQL);
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void theLastStatementProvesTheRights(Engine engine) throws SQLException {
        try (TestMoodle moodle = site(engine, MoodleVersion.V5_1);
                Account account = new Account(moodle);
                Connection connection = moodle.connect();
                java.sql.Statement statement = connection.createStatement()) {
            ReadColumns read = ReadColumns.of(
                    MoodleSite.READS, Contexts.SHIPPED, moodle.engine(), EnumSet.of(RolePolicy.STANDARD));
            Grants grants = grants(account);
            assertThat(answer(statement, grants.proof(read))).startsWith("MISSING: rights on ");
            for (String one : statements(moodle, account, read)) {
                try {
                    moodle.run(one);
                } catch (SQLException e) {
                    // of what this Moodle lacks
                }
            }
            assertThat(answer(statement, grants.proof(read))).isEqualTo(Grants.PROVED);
            String course = engine.quote("mdl_course");
            moodle.run(
                    engine == Engine.POSTGRESQL
                            ? "REVOKE ALL ON " + course + " FROM "
                                    + engine.quote(
                                            account.instance("restricted").user())
                            : "REVOKE ALL PRIVILEGES, GRANT OPTION FROM '"
                                    + account.instance("restricted").user() + "'@'%'");
            assertThat(answer(statement, grants.proof(read))).startsWith("MISSING: rights on ");
        }
    }

    private static String answer(java.sql.Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static TestMoodle site(Engine engine, MoodleVersion version) throws SQLException {
        return TestMoodle.generate(
                engine,
                "mdl_",
                SiteSpec.ordinary(6, TICK)
                        .withSize(60, 8)
                        .withLogRows(1500)
                        .withFiles(100)
                        .withPlugins(Set.of(Plugin.values()))
                        .withMoodle(version));
    }

    /** With segments of every kind, so that no set is left out. */
    private static MoodleInstance listing(MoodleInstance plain) {
        InstanceSettings settings = plain.settings();
        return TestMoodle.with(
                plain,
                new InstanceSettings(
                        settings.started(),
                        settings.allowedCronPeriod(),
                        settings.rolePolicy(),
                        settings.targetVersion(),
                        true,
                        new ListedSegments(List.of(1L, 2L), List.of(2L, 3L), List.of(1L)),
                        1,
                        true,
                        settings.profileFields(),
                        null,
                        List.of()));
    }

    private static List<String> statements(TestMoodle moodle, Account account, ReadColumns columns) {
        return grants(account).statements(columns);
    }

    private static Grants grants(Account account) {
        MoodleInstance instance = account.instance("restricted");
        return Grants.of(instance.database(), new Grants.Grantee(instance.user(), "%"));
    }

    private void assertReadAlike(MoodleInstance restricted, MoodleInstance full) {
        InstanceRun run = new InstanceRun(vertx, context);
        for (Rate rate : Rate.values()) {
            InstanceRun.Result read = run.collect(restricted, rate, TICK).await();
            InstanceRun.Result expected = run.collect(full, rate, TICK).await();

            assertThat(read.report().failures()).isEmpty();
            assertThat(read.report().skipped()).isEqualTo(expected.report().skipped());
            assertThat(keys(read)).isEqualTo(keys(expected));
            read.samples().stream()
                    .filter(sample -> sample.key().equals("moodle.storage.dbsize"))
                    .forEach(
                            size -> assertThat(Double.parseDouble(size.value())).isGreaterThan(1));
        }
    }

    private static Set<String> keys(InstanceRun.Result read) {
        return read.samples().stream().map(Sample::key).collect(Collectors.toSet());
    }

    private void assertPersonalIsRefused(
            TestMoodle moodle, Account account, Map<String, Set<String>> schema, RolePolicy policy) {
        List<String> curious = new ArrayList<>();
        PersonalColumns.NEVER_READ.forEach((table, columns) -> columns.stream()
                .filter(schema.getOrDefault(table, Set.of())::contains)
                .forEach(column -> curious.add(
                        "SELECT " + moodle.database().engine().quote(column) + " FROM " + moodle.table(table))));
        if (policy == RolePolicy.STANDARD) {
            curious.add("SELECT data FROM " + moodle.table("user_info_data"));
        }
        assertThat(curious).hasSizeGreaterThan(30);
        MoodleDatabase database =
                new MoodleDatabase(vertx, account.instance("curious"), DatabaseLimits.DEFAULT, new ServerLanes(4, 48));
        for (String sql : curious) {
            Throwable refusal = database.session(
                            Rate.INSTANT, session -> session.query(new Statement(List.of(sql), List.of()), Map.of()))
                    .<Throwable>map(rows -> null)
                    .otherwise(e -> e)
                    .await();
            assertThat(refusal).as(sql).isNotNull();
            assertThat(CollectionFailure.of(refusal).kind()).as(sql).isEqualTo(CollectionFailure.Kind.MISSING_RIGHT);
        }
        database.close().await();
    }
}
