package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Account;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.NeverSelected;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.inspection.InstanceRun;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.CollectionFailure.Kind;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.MoodleVersion;
import org.moodlefleet.testbed.moodle.Plugin;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.oracle.Oracle;

@DisplayName("Invariant 6: Moodle is only read")
class Invariant6MoodleIsOnlyReadIT {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");
    private static final DatabaseLimits LIMITS =
            new DatabaseLimits(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(60), 4, 10_000);

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private Throwable failureOf(MoodleInstance instance, String sql) {
        MoodleDatabase database = new MoodleDatabase(vertx, instance, LIMITS, new ServerLanes(4, 48));
        try {
            return failureOf(database, sql);
        } finally {
            database.close().await();
        }
    }

    private static Throwable failureOf(MoodleDatabase database, String sql) {
        return database.session(
                        Rate.INSTANT, session -> session.query(new Statement(List.of(sql), List.of()), Map.of()))
                .<Throwable>map(rows -> null)
                .otherwise(e -> e)
                .await();
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void anAccountThatMayDoEverythingCannotWrite(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SiteSpec.empty(TICK))) {
            String config = moodle.table("config");
            for (String write : List.of(
                    "INSERT INTO " + config + " (name, value) VALUES ('x', 'y')",
                    "UPDATE " + config + " SET value = 'y'",
                    "DELETE FROM " + config,
                    "CREATE TABLE " + moodle.table("mine") + " (id INT)",
                    "DROP TABLE " + config)) {
                assertThat(failureOf(moodle.instance("writer"), write))
                        .as(write)
                        .hasMessageMatching("(?is).*read.only.*");
            }
        }
    }

    @Test
    @DisplayName("Invariant 6: what an operator's own query might do in PostgreSQL does not outlive it")
    void ownQueriesAreUndone() throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(Engine.POSTGRESQL, "mdl_", SiteSpec.empty(TICK))) {
            MoodleDatabase database = new MoodleDatabase(vertx, moodle.instance("own"), LIMITS, new ServerLanes(4, 48));
            Statement.Bound writes = new Statement.Bound(
                    "SELECT set_config('default_transaction_read_only', 'off', false) AS a,"
                            + " set_config('statement_timeout', '0', false) AS b, lo_from_bytea(4711, 'x') AS c",
                    List.of());
            Statement.Bound setting = new Statement.Bound(
                    "SELECT current_setting('default_transaction_read_only') AS a,"
                            + " current_setting('statement_timeout') AS b",
                    List.of());

            List<Map<String, Object>> states = database.session(Rate.INSTANT, session -> {
                        List<Map<String, Object>> before = session.query(setting);
                        session.queryAndUndo(writes);
                        return List.of(before.get(0), session.query(setting).get(0));
                    })
                    .await();

            assertThat(states.get(0)).containsEntry("a", "on");
            assertThat(states.get(1)).isEqualTo(states.get(0));
            try (Connection connection = moodle.connect();
                    ResultSet objects = connection
                            .createStatement()
                            .executeQuery("SELECT COUNT(*) FROM pg_largeobject_metadata WHERE oid = 4711")) {
                objects.next();
                assertThat(objects.getInt(1)).isZero();
            }
            database.close().await();
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void theServerItselfEndsAStatementThatTakesTooLong(Engine engine) throws SQLException {
        try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", SiteSpec.empty(TICK));
                Account account = Account.thatReads(moodle)) {
            String slow = switch (engine) {
                case MARIADB -> "SELECT SLEEP(30)";
                // there a sleep that is cut short is a result
                case MYSQL ->
                    "SELECT COUNT(*) FROM information_schema.collations a"
                            + " JOIN information_schema.collations b JOIN information_schema.collations c"
                            + " JOIN information_schema.collations d";
                case POSTGRESQL -> "SELECT pg_sleep(30)";
            };

            Throwable failure = failureOf(account.instance("sleeper"), slow);

            assertThat(CollectionFailure.of(failure).kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(account.connections()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    @DisplayName("the columns that measure files declare are all that is read, and none is personal")
    void declaredColumnsSuffice(Engine engine) throws SQLException {
        assertThat(NeverSelected.among(declared())).isEmpty();
        for (MoodleVersion version : MoodleVersion.values()) {
            SiteSpec site = SiteSpec.ordinary(6, TICK)
                    .withSize(80, 10)
                    .withLogRows(3000)
                    .withFiles(200)
                    .withPlugins(Set.of(Plugin.values()))
                    .withMoodle(version);
            try (TestMoodle moodle = TestMoodle.generate(engine, "mdl_", site);
                    Account account = new Account(moodle)) {
                account.grant(declared());

                for (RolePolicy policy : RolePolicy.values()) {
                    MoodleInstance full = TestMoodle.with(moodle.instance("full"), everything(policy));
                    MoodleInstance restricted = TestMoodle.with(account.instance("restricted"), full.settings());
                    for (Rate rate : Rate.values()) {
                        assertReadAlike(restricted, full, rate);
                    }
                }
                assertPersonalIsRefused(moodle, account);
            }
        }
    }

    /** Settings with which no set is left out. */
    private static InstanceSettings everything(RolePolicy policy) {
        return new InstanceSettings(
                true,
                Duration.ofMinutes(5),
                policy,
                new BigDecimal("2025100600.03"),
                true,
                new ListedSegments(List.of(1L, 2L, 3L), List.of(2L, 3L, 4L, 5L), List.of(1L, 2L)),
                1,
                true,
                new ProfileFields(List.of("eleve"), List.of("cdt"), List.of("administration")),
                null,
                List.of());
    }

    /** Every column that may not even be counted, and those to be counted that no measure needs. */
    private void assertPersonalIsRefused(TestMoodle moodle, Account account) throws SQLException {
        MoodleDatabase database =
                new MoodleDatabase(vertx, account.instance("curious"), LIMITS, new ServerLanes(4, 48));
        Set<String> refused = new TreeSet<>();
        for (var personal : NeverSelected.COLUMNS.entrySet()) {
            Set<String> present = new TreeSet<>(personal.getValue());
            present.retainAll(moodle.columns(personal.getKey()));
            present.removeAll(declared().getOrDefault(personal.getKey(), Set.of()));
            for (String column : present) {
                String name = moodle.database().engine().quote(column);
                Throwable refusal = failureOf(database, "SELECT " + name + " FROM " + moodle.table(personal.getKey()));
                assertThat(refusal).as(personal.getKey() + "." + column).isNotNull();
                assertThat(CollectionFailure.of(refusal).kind())
                        .as(personal.getKey() + "." + column)
                        .isEqualTo(Kind.MISSING_RIGHT);
                refused.add(personal.getKey() + "." + column);
            }
        }
        database.close().await();
        assertThat(refused)
                .contains("user.email", "user.lastname", "logstore_standard_log.ip", "sessions.sid", "files.userid")
                .hasSizeGreaterThan(40);
    }

    private void assertReadAlike(MoodleInstance restricted, MoodleInstance full, Rate rate) {
        InstanceRun run = new InstanceRun(vertx, Contexts.of(new RememberingStore(), LIMITS, Clock.systemUTC()));
        InstanceRun.Result read = run.collect(restricted, rate, TICK).await();
        InstanceRun.Result expected = run.collect(full, rate, TICK).await();

        assertThat(read.report().failures()).isEmpty();
        assertThat(read.report().skipped()).isEmpty();
        assertThat(expected.report().skipped()).isEmpty();
        assertThat(values(read)).isEqualTo(values(expected));
    }

    /** MariaDB's statistics cover the tables that an account may see. */
    private static Map<String, String> values(InstanceRun.Result read) {
        Map<String, String> values = new TreeMap<>();
        read.samples().stream()
                .filter(sample -> !Oracle.approximate().contains(sample.key()))
                .forEach(sample -> values.put(sample.key(), sample.value()));
        return values;
    }

    /** Of the sets and the fragments, and what is asked of each Moodle at the start of a tick. */
    private static Map<String, Set<String>> declared() {
        Map<String, Set<String>> columns = new TreeMap<>();
        add(columns, Map.of("config", List.of("name", "value"), "config_plugins", List.of("plugin", "name", "value")));
        for (Template template : Contexts.SHIPPED) {
            Stream.concat(
                            template.sets().stream().map(set -> set.reads()),
                            template.fragments().fragments().values().stream().map(fragment -> fragment.reads()))
                    .forEach(reads -> add(columns, reads));
        }
        return columns;
    }

    private static void add(Map<String, Set<String>> columns, Map<String, List<String>> reads) {
        reads.forEach((table, names) ->
                columns.computeIfAbsent(table, t -> new TreeSet<>()).addAll(names));
    }
}
