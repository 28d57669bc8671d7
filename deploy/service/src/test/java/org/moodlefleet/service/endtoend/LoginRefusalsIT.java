package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.moodlefleet.collector.inspection.InstanceCheck;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.configapi.port.CheckReport.FindingDocument;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Language;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.Tls;
import org.moodlefleet.service.Wiring;
import org.moodlefleet.service.collection.CheckFindings;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.TestDatabase;
import org.moodlefleet.testbed.moodle.TestDatabases;

/** Each way in which a real server lets nobody in, and its own answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Invariant 10: each refused login has its own answer, with the field and the hint, without the password")
class LoginRefusalsIT {

    private static final String PASSWORD = "canary-Pw1";

    private final Templates templates = Templates.shipped();
    private final List<String> undo = new ArrayList<>();
    private Vertx vertx;
    private TestDatabase database;

    @BeforeAll
    void start() {
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.WARN));
        vertx = Vertx.vertx();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @AfterEach
    void clean() throws SQLException {
        for (int i = undo.size() - 1; i >= 0; i--) {
            run(undo.get(i));
        }
        undo.clear();
        database.close();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return its name, which ends the statements */
    private String account(String creation, String more) throws SQLException {
        String name = "lr_" + UUID.randomUUID().toString().substring(0, 8);
        boolean postgresql = database.engine() == Engine.POSTGRESQL;
        run(creation.formatted(name) + " " + more);
        undo.add(postgresql ? "DROP ROLE " + name : "DROP USER " + name);
        if (!postgresql) {
            run("GRANT SELECT ON " + database.name() + ".* TO " + name);
        }
        return name;
    }

    private FindingDocument failure(Engine spoken, int port, String name, String user, String password) {
        DatabaseAddress address = new DatabaseAddress(
                org.moodlefleet.model.Engine.valueOf(spoken.name()),
                database.host(),
                port,
                name,
                null,
                "mdl_",
                Tls.DISABLE);
        MoodleInstance instance = new MoodleInstance(
                new InstanceId("acme", "m"),
                "acme m",
                address,
                user,
                () -> Future.succeededFuture(password),
                Optional.empty(),
                InstanceSettings.defaults());
        CollectorContext context = Wiring.collectorContext(
                templates.all(), ServiceConfig.Collector.DEFAULT, null, new SimpleMeterRegistry(), Clock.systemUTC());
        List<FindingDocument> findings = new InstanceCheck(vertx, context, Duration.ofSeconds(30))
                .of(instance)
                .map(report -> CheckFindings.found(instance, report))
                .otherwise(e -> CheckFindings.unreadable(CollectionFailure.of(e)))
                .await()
                .in(Language.EN)
                .findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.toString()).doesNotContain("canary").doesNotContain("report it");
        return findings.get(0);
    }

    private void assertAnswer(String user, String field, String hint) {
        assertAnswer(database.name(), user, PASSWORD, field, hint);
    }

    private void assertAnswer(String name, String user, String password, String field, String hint) {
        FindingDocument failure = failure(database.engine(), database.port(), name, user, password);
        assertThat(failure.field()).as(failure.toString()).isEqualTo(field);
        assertThat(failure.hint()).as(failure.toString()).contains(hint);
    }

    @Test
    void ofMariaDb() throws Exception {
        database = TestDatabases.create(Engine.MARIADB);
        String create = "CREATE USER %s IDENTIFIED BY '" + PASSWORD + "'";
        String fine = account(create, "");

        assertAnswer("nobody_here", "/database/user", "correct user and password");
        assertAnswer(database.name(), fine, "canary-wrong", "/database/user", "correct user and password");
        assertAnswer(account(create, "REQUIRE SSL"), "/database/user", "it asks for encryption");
        assertAnswer(account(create, "ACCOUNT LOCK"), "/database/user", "unlock the account");
        assertAnswer(account(create, "PASSWORD EXPIRE"), "/database/password", "a new password");
        assertAnswer(
                "no_such_database", fine, PASSWORD, "/database/user", "correct the name of the database, or grant");
        assertAnswer("mysql", fine, PASSWORD, "/database/user", "correct the name of the database, or grant");
        assertAnswer(account("CREATE USER %s IDENTIFIED VIA unix_socket", ""), "/database/user", "correct user");
        String one = account(create, "WITH MAX_USER_CONNECTIONS 1");
        try (Connection holding = DriverManager.getConnection(database.jdbcUrl(), one, PASSWORD)) {
            assertThat(holding.isValid(5)).isTrue();
            assertAnswer(one, "/database", "look who holds connections");
        }
        String all = account(create, "");
        run("GRANT SELECT ON *.* TO " + all);
        assertAnswer("no_such_database", all, PASSWORD, "/database/name", "correct the name of the database");
        assertThat(failure(Engine.POSTGRESQL, database.port(), database.name(), fine, PASSWORD))
                .returns("/database/engine", FindingDocument::field);
    }

    @Test
    void ofPostgreSql() throws Exception {
        database = TestDatabases.create(Engine.POSTGRESQL);
        String create = "CREATE ROLE %s LOGIN PASSWORD '" + PASSWORD + "'";
        String fine = account(create, "");

        assertAnswer("nobody_here", "/database/user", "correct user and password");
        assertAnswer(database.name(), fine, "canary-wrong", "/database/user", "correct user and password");
        assertAnswer(account(create, "VALID UNTIL '2020-01-01'"), "/database/user", "has expired");
        assertAnswer(account(create.replace("LOGIN", "NOLOGIN"), ""), "/database/user", "unlock the account");
        assertAnswer(account(create, "CONNECTION LIMIT 0"), "/database", "look who holds connections");
        assertAnswer("no_such_database", fine, PASSWORD, "/database/name", "correct the name of the database");
        run("REVOKE CONNECT ON DATABASE " + database.name() + " FROM PUBLIC");
        assertAnswer(fine, "/database/user", "correct the name of the database, or grant");
        assertThat(failure(Engine.MARIADB, database.port(), database.name(), fine, PASSWORD))
                .returns("/database/host", FindingDocument::field)
                .extracting(FindingDocument::hint)
                .asString()
                .contains("engine");
    }
}
