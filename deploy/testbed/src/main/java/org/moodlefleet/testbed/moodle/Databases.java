package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases made and dropped, in the form that Moodle asks for: UTF-8, and on MariaDB the collation utf8mb4_unicode_ci. */
final class Databases {
    private Databases() {}

    static Connection connectToServer(Engine engine, String host, int port, String user, String password)
            throws SQLException {
        // PostgreSQL has no connection without a database; this one is always there
        return engine.connect(host, port, engine == Engine.POSTGRESQL ? "postgres" : "", user, password);
    }

    static void create(Statement statement, Engine engine, String name) throws SQLException {
        statement.execute("CREATE DATABASE " + engine.quote(name)
                + (engine == Engine.POSTGRESQL
                        ? " ENCODING 'UTF8' TEMPLATE template0"
                        : " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"));
    }

    /** Drops the database if it exists, whoever is still connected to it. */
    static void drop(Statement statement, Engine engine, String name) throws SQLException {
        statement.execute(
                "DROP DATABASE IF EXISTS " + engine.quote(name) + (engine == Engine.POSTGRESQL ? " WITH (FORCE)" : ""));
    }

    static boolean exists(Connection connection, Engine engine, String name) throws SQLException {
        String sql = engine == Engine.POSTGRESQL
                ? "SELECT 1 FROM pg_database WHERE datname = ?"
                : "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
