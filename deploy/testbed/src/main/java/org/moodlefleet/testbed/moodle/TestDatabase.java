package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of a test's own on a real server; closing it drops it. */
public final class TestDatabase implements AutoCloseable {
    private final Engine engine;
    private final String host;
    private final int port;
    private final String name;
    private final String user;
    private final String password;

    TestDatabase(Engine engine, String host, int port, String name, String user, String password) {
        this.engine = engine;
        this.host = host;
        this.port = port;
        this.name = name;
        this.user = user;
        this.password = password;
    }

    public Engine engine() {
        return engine;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public String name() {
        return name;
    }

    /** An account that may do everything on the server. */
    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    public String jdbcUrl() {
        return engine.jdbcUrl(host, port, name);
    }

    /** A new connection, the caller's to close. */
    public Connection connect() throws SQLException {
        return engine.connect(host, port, name, user, password);
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = Databases.connectToServer(engine, host, port, user, password);
                Statement statement = connection.createStatement()) {
            Databases.drop(statement, engine, name);
        }
    }

    @Override
    public String toString() {
        return engine.scheme() + " database " + name + " on port " + port;
    }
}
