package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.collector.moodle.MoodleSite.READS;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.inspection.InstanceCheck;
import org.moodlefleet.collector.measure.ReadColumns;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.Grants;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.configapi.port.CheckReport;
import org.moodlefleet.configapi.port.CheckReport.FindingDocument;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.model.Tls;
import org.moodlefleet.service.Wiring;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.collection.CheckFindings;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.MoodleSite;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.moodle.TestDatabase;
import org.moodlefleet.testbed.moodle.TestDatabases;

/** What a new operator may do wrong with a Moodle, and what each mistake is answered with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnboardingChecksIT {

    private static final String PASSWORD = "t3st";

    private final Templates templates = Templates.shipped();
    private Vertx vertx;

    @BeforeAll
    void start() {
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.WARN));
        vertx = Vertx.vertx();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    /** A Moodle, and an account that may do exactly what it has to. */
    private final class Site implements AutoCloseable {

        private final TestDatabase database;
        private final String account = "onb_" + UUID.randomUUID().toString().substring(0, 8);
        private final MoodleInstance fine;

        Site(Engine engine) throws SQLException {
            database = TestDatabases.create(engine);
            try (Connection connection = database.connect()) {
                MoodleSite.generate(connection, "mdl_", SiteSpec.empty(Instant.now()));
            }
            fine = instance(address("mdl_", database.port()), account, PASSWORD, Optional.empty());
            Grants grants = Grants.of(fine.database(), new Grants.Grantee(account, "%"));
            run(grants.creation().replace("...", PASSWORD));
            ReadColumns read =
                    ReadColumns.of(READS, templates.all(), fine.database().engine(), EnumSet.of(RolePolicy.STANDARD));
            for (String statement : grants.statements(read)) {
                try {
                    run(statement);
                } catch (SQLException e) {
                    assertThat(e.getMessage()).matches("(?is).*(does ?n.t exist|does not exist|unknown column).*");
                }
            }
        }

        DatabaseAddress address(String prefix, int port) {
            return new DatabaseAddress(
                    org.moodlefleet.model.Engine.valueOf(database.engine().name()),
                    database.host(),
                    port,
                    database.name(),
                    null,
                    prefix,
                    database.engine() == Engine.MYSQL ? Tls.REQUIRE : Tls.DISABLE);
        }

        void run(String sql) throws SQLException {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        void config(String name, String value) throws SQLException {
            run("UPDATE mdl_config SET value = '" + value + "' WHERE name = '" + name + "'");
        }

        String grantee() {
            return database.engine() == Engine.POSTGRESQL ? account : account + "@'%'";
        }

        @Override
        public void close() throws SQLException {
            if (database.engine() == Engine.POSTGRESQL) {
                run("DROP OWNED BY " + account);
                run("DROP ROLE " + account);
            } else {
                run("DROP USER " + grantee());
            }
            database.close();
        }
    }

    private static MoodleInstance instance(
            DatabaseAddress address, String user, String password, Optional<ZoneId> zone) {
        return new MoodleInstance(
                new InstanceId("acme", "m"),
                "acme m",
                address,
                user,
                () -> Future.succeededFuture(password),
                zone,
                InstanceSettings.defaults());
    }

    private CheckReport.Document check(MoodleInstance instance) {
        return check(instance, Clock.systemUTC(), Duration.ofSeconds(30));
    }

    private CheckReport.Document check(MoodleInstance instance, Clock clock, Duration within) {
        CollectorContext context = Wiring.collectorContext(
                templates.all(), ServiceConfig.Collector.DEFAULT, null, new SimpleMeterRegistry(), clock);
        return new InstanceCheck(vertx, context, within)
                .of(instance)
                .map(report -> CheckFindings.found(instance, report))
                .otherwise(e -> CheckFindings.unreadable(CollectionFailure.of(e)))
                .await()
                .in(Language.EN);
    }

    private static FindingDocument failure(CheckReport.Document report) {
        assertThat(report.passed()).as(report.toString()).isFalse();
        return report.findings().stream()
                .filter(finding -> !finding.passed())
                .findFirst()
                .orElseThrow();
    }

    private static List<FindingDocument> warnings(CheckReport.Document report) {
        return report.findings().stream().filter(FindingDocument::warning).toList();
    }

    @ParameterizedTest
    @MethodSource("org.moodlefleet.testbed.moodle.TestDatabases#engines")
    void eachMistakeIsAnsweredWithItsFieldAndItsHint(Engine engine) throws Exception {
        try (Site site = new Site(engine)) {
            CheckReport.Document fine = check(site.fine);
            assertThat(fine.passed()).as(fine.toString()).isTrue();
            assertThat(warnings(fine)).isEmpty();

            assertThat(failure(check(
                            instance(site.address("mdl_", ServiceFolder.freePort()), "x", "x", Optional.empty()))))
                    .returns("connect", FindingDocument::name)
                    .returns("/database/host", FindingDocument::field);
            assertThat(failure(check(instance(site.fine.database(), site.account, "wrong", Optional.empty()))))
                    .returns("connect", FindingDocument::name)
                    .returns("/database/user", FindingDocument::field);
            // MariaDB does not tell an account whether a table exists that it has no right to
            assertThat(failure(check(instance(
                            site.address("moo_", site.database.port()), site.account, PASSWORD, Optional.empty()))))
                    .returns(engine == Engine.POSTGRESQL ? "/prefix" : "/database/user", FindingDocument::field)
                    .extracting(FindingDocument::hint)
                    .asString()
                    .contains("table prefix");

            CheckReport.Document otherZone = check(
                    instance(site.fine.database(), site.account, PASSWORD, Optional.of(ZoneId.of("America/Lima"))));
            assertThat(warnings(otherZone)).extracting(FindingDocument::field).containsExactly("/timezone");
            assertThat(otherZone.passed()).isTrue();
            site.config("timezone", "99");
            assertThat(warnings(check(site.fine)))
                    .extracting(FindingDocument::hint)
                    .containsExactly("write the site's, such as timezone: Europe/Paris");
            site.config("timezone", "Europe/Paris");

            assertThat(failure(check(
                            site.fine, Clock.offset(Clock.systemUTC(), Duration.ofHours(3)), Duration.ofSeconds(30))))
                    .returns("clock", FindingDocument::name);
            assertThat(warnings(check(
                            site.fine,
                            Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5)),
                            Duration.ofSeconds(30))))
                    .extracting(FindingDocument::name)
                    .containsExactly("clock");

            site.config("version", "2021051700.05");
            assertThat(failure(check(site.fine)).detail()).contains("older than Moodle 4.1");
            site.config("version", "2026042000");
            assertThat(warnings(check(site.fine)))
                    .extracting(FindingDocument::detail)
                    .first()
                    .asString()
                    .contains("newer than Moodle 5.1");
            site.config("version", "2025100600.02");

            site.run("REVOKE SELECT (id) ON " + (engine == Engine.POSTGRESQL ? "" : site.database.name() + ".")
                    + "mdl_course FROM " + site.grantee());
            assertThat(failure(check(site.fine)))
                    .returns("/database/user", FindingDocument::field)
                    .extracting(FindingDocument::hint)
                    .asString()
                    .contains("moodle-fleet grants");

            // beside the entry of the same name that escapes its underscore another one would not count
            String everything = engine == Engine.POSTGRESQL
                    ? "ALL TABLES IN SCHEMA public"
                    : "`" + site.database.name().replace("_", "\\_") + "`.*";
            site.run("GRANT SELECT, INSERT, DELETE ON " + everything + " TO " + site.grantee());
            CheckReport.Document excessive = check(site.fine);
            assertThat(excessive.passed()).as(excessive.toString()).isTrue();
            assertThat(warnings(excessive))
                    .extracting(FindingDocument::name)
                    .containsExactly("rights", "personal data");
            assertThat(warnings(excessive).get(0).detail()).contains("INSERT");
            assertThat(warnings(excessive).get(1).detail()).contains("more");
        }
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingCostsABoundedTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            DatabaseAddress address = new DatabaseAddress(
                    org.moodlefleet.model.Engine.POSTGRESQL,
                    "127.0.0.1",
                    silent.getLocalPort(),
                    "moodle",
                    null,
                    "mdl_",
                    Tls.DISABLE);
            Instant begun = Instant.now();

            FindingDocument failure = failure(
                    check(instance(address, "x", "x", Optional.empty()), Clock.systemUTC(), Duration.ofSeconds(2)));

            assertThat(failure.name()).isEqualTo("connect");
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
    }
}
