package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database engine that Moodle runs on. */
public enum Engine {
    MARIADB("mariadb", '`', "?allowLocalInfile=true&sslMode=disable"),
    POSTGRESQL("postgresql", '"', "");

    private final String scheme;
    private final char quote;
    private final String options;

    Engine(String scheme, char quote, String options) {
        this.scheme = scheme;
        this.quote = quote;
        this.options = options;
    }

    /**
     * The engine of that name.
     *
     * @throws IllegalArgumentException for any name but {@code mariadb} and {@code postgresql}
     */
    public static Engine named(String name) {
        for (Engine engine : values()) {
            if (engine.scheme.equals(name)) {
                return engine;
            }
        }
        throw new IllegalArgumentException("unknown engine '" + name + "': mariadb or postgresql");
    }

    /** The engine behind an open connection. */
    public static Engine of(Connection connection) throws SQLException {
        return connection.getMetaData().getURL().startsWith("jdbc:postgresql:") ? POSTGRESQL : MARIADB;
    }

    /** {@code mariadb} or {@code postgresql}: as on the command line and in a JDBC URL. */
    public String scheme() {
        return scheme;
    }

    /** A JDBC URL fit for generating: MariaDB must be allowed to load rows from the client. Unencrypted: beds are local. */
    public String jdbcUrl(String host, int port, String database) {
        return "jdbc:" + scheme + "://" + host + ":" + port + "/" + database + options;
    }

    public Connection connect(String host, int port, String database, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(jdbcUrl(host, port, database), user, password);
    }

    /** An identifier in the engine's quotes, whatever characters it has. */
    public String quote(String identifier) {
        String mark = String.valueOf(quote);
        return mark + identifier.replace(mark, mark + mark) + mark;
    }
}
