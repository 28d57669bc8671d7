package org.moodlefleet.service.bed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.MoodleSite;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.moodle.TestDatabase;
import org.moodlefleet.testbed.moodle.TestDatabases;
import org.moodlefleet.testbed.oracle.Oracle;

/** A generated Moodle on a real server, and an account that may only read it, with a password found nowhere else. */
public final class ReadableMoodle implements AutoCloseable {

    /** Of MariaDB and MySQL: the connection has ended by itself. */
    private static final int NO_SUCH_THREAD = 1094;

    public final String password = "canary-" + UUID.randomUUID();
    public final ZoneId zone;
    private final String prefix;
    private final TestDatabase database;
    private final String account = "e2e_" + UUID.randomUUID().toString().substring(0, 8);

    public ReadableMoodle(Engine engine, String prefix, SiteSpec spec) throws SQLException {
        this.prefix = prefix;
        this.zone = spec.zone();
        this.database = TestDatabases.create(engine);
        try (Connection connection = database.connect()) {
            MoodleSite.generate(connection, prefix, spec);
            execute(connection, makeAccount());
        }
    }

    /** Its instance, as the config API takes it. */
    public Map<String, Object> instance(String id, String host) {
        Map<String, Object> instance = new LinkedHashMap<>();
        instance.put("id", id);
        instance.put("name", "School " + id);
        instance.put("baseUrl", "https://" + host);
        instance.put("host", host);
        instance.put("prefix", prefix);
        instance.put("tags", List.of("lycee"));
        instance.put("database", location(database.port(), password));
        return instance;
    }

    /** The same Moodle on a port where nobody listens. */
    public Map<String, Object> unreachable(String id, String host, int port, String otherPassword) {
        Map<String, Object> instance = instance(id, host);
        instance.put("database", location(port, otherPassword));
        return instance;
    }

    private Map<String, Object> location(int port, String secret) {
        return Map.of(
                "engine", database.engine().scheme(),
                "host", database.host(),
                "port", port,
                "name", database.name(),
                "user", account,
                "password", Map.of("value", secret));
    }

    public Oracle oracle() throws SQLException {
        try (Connection connection = database.connect()) {
            return Oracle.of(connection, prefix);
        }
    }

    /** Rows of its table of courses. */
    public int courses() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + prefix + "course")) {
            count.next();
            return count.getInt(1);
        }
    }

    private List<String> makeAccount() {
        return database.engine() == Engine.POSTGRESQL
                ? List.of(
                        "CREATE ROLE " + account + " LOGIN PASSWORD '" + password + "'",
                        "GRANT USAGE ON SCHEMA public TO " + account,
                        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + account)
                : List.of(
                        "CREATE USER " + account + "@'%' IDENTIFIED BY '" + password + "'",
                        "GRANT SELECT ON " + database.name() + ".* TO " + account + "@'%'");
    }

    /**
     * Ends the connections of the reading account in the midst of whatever they do.
     *
     * @return how many there were
     */
    public int endConnections() throws SQLException {
        boolean postgresql = database.engine() == Engine.POSTGRESQL;
        String which = postgresql
                ? "SELECT pid FROM pg_stat_activity WHERE usename = '" + account + "'"
                : "SELECT id FROM information_schema.processlist WHERE user = '" + account + "'";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> ends = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(which)) {
                while (rows.next()) {
                    ends.add(
                            postgresql
                                    ? "SELECT pg_terminate_backend(" + rows.getLong(1) + ")"
                                    : "KILL " + rows.getLong(1));
                }
            }
            for (String end : ends) {
                endOne(statement, end);
            }
            return ends.size();
        }
    }

    private static void endOne(Statement statement, String end) throws SQLException {
        try {
            statement.execute(end);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = database.connect()) {
            execute(
                    connection,
                    database.engine() == Engine.POSTGRESQL
                            ? List.of("DROP OWNED BY " + account, "DROP ROLE " + account)
                            : List.of("DROP USER " + account + "@'%'"));
        }
        database.close();
    }

    private static void execute(Connection connection, List<String> commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
