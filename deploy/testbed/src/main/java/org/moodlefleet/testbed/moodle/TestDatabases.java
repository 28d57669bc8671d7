package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Fresh databases for integration tests, on the servers that the environment names: {@code TESTBED_MARIADB_PORT},
 * {@code _USER}, {@code _PASSWORD}, and the same for {@code TESTBED_POSTGRESQL}; {@code _HOST} may be left out
 * (127.0.0.1). MySQL, which Debian's stable releases do not have, is tested as well when {@code TESTBED_MYSQL_PORT} is set.
 */
public final class TestDatabases {
    private TestDatabases() {}

    /** The engines that integration tests are to run on. */
    public static List<Engine> engines() {
        return Stream.of(Engine.values())
                .filter(engine -> engine != Engine.MYSQL || System.getenv(variable(engine, "PORT")) != null)
                .toList();
    }

    /**
     * An empty MariaDB database with a random name.
     *
     * @throws IllegalStateException when the environment names no server
     */
    public static TestDatabase mariadb() throws SQLException {
        return create(Engine.MARIADB);
    }

    /**
     * An empty PostgreSQL database with a random name.
     *
     * @throws IllegalStateException when the environment names no server
     */
    public static TestDatabase postgresql() throws SQLException {
        return create(Engine.POSTGRESQL);
    }

    /**
     * An empty database with a random name.
     *
     * @throws IllegalStateException when the environment names no server
     */
    public static TestDatabase create(Engine engine) throws SQLException {
        String host = System.getenv().getOrDefault(variable(engine, "HOST"), "127.0.0.1");
        int port = Integer.parseInt(required(engine, "PORT"));
        String user = required(engine, "USER");
        String password = required(engine, "PASSWORD");
        String name = "bed_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        try (Connection connection = Databases.connectToServer(engine, host, port, user, password);
                Statement statement = connection.createStatement()) {
            Databases.create(statement, engine, name);
        }
        return new TestDatabase(engine, host, port, name, user, password);
    }

    private static String required(Engine engine, String what) {
        String value = System.getenv(variable(engine, what));
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("environment variable " + variable(engine, what)
                    + " is not set: integration tests need real servers");
        }
        return value;
    }

    private static String variable(Engine engine, String what) {
        return "TESTBED_" + engine.scheme().toUpperCase(Locale.ROOT) + "_" + what;
    }
}
