package org.moodlefleet.registry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.moodlefleet.model.Tls;
import org.moodlefleet.registry.store.RegistryAddress;

/** An empty schema of the test bed's PostgreSQL, gone when it is closed. */
public final class PostgresqlSchema implements AutoCloseable {

    private static final int PORT = Integer.parseInt(System.getenv().getOrDefault("TESTBED_POSTGRESQL_PORT", "0"));
    private static final String USER = System.getenv("TESTBED_POSTGRESQL_USER");
    private static final String PASSWORD = System.getenv("TESTBED_POSTGRESQL_PASSWORD");

    private final String name = "registry_" + UUID.randomUUID().toString().replace("-", "");

    public PostgresqlSchema() {
        execute("create schema " + name);
    }

    public RegistryAddress address() {
        return new RegistryAddress.Postgresql("127.0.0.1", PORT, "testbed", name, USER, PASSWORD, Tls.DISABLE, null);
    }

    public String name() {
        return name;
    }

    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + PORT + "/testbed", USER, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        execute("drop schema " + name + " cascade");
    }
}
