package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;

/** A database engine that Moodle runs on. */
public enum Engine {
    MARIADB("mariadb", "mariadb", '`', "?allowLocalInfile=true&sslMode=disable"),
    /** Spoken to by MariaDB's driver; the server wants a password to be encrypted one way or another. */
    MYSQL("mysql", "mariadb", '`', "?allowLocalInfile=true&sslMode=trust"),
    POSTGRESQL("postgresql", "postgresql", '"', "");

    private final String scheme;
    private final String driver;
    private final char quote;
    private final String options;

    Engine(String scheme, String driver, char quote, String options) {
        this.scheme = scheme;
        this.driver = driver;
        this.quote = quote;
        this.options = options;
    }

    /**
     * The engine of that name.
     *
     * @throws IllegalArgumentException for any name but {@code mariadb}, {@code mysql} and {@code postgresql}
     */
    public static Engine named(String name) {
        for (Engine engine : values()) {
            if (engine.scheme.equals(name)) {
                return engine;
            }
        }
        throw new IllegalArgumentException("unknown engine '" + name + "': mariadb, mysql or postgresql");
    }

    /** The engine behind an open connection. */
    public static Engine of(Connection connection) throws SQLException {
        return named(connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT));
    }

    /** {@code mariadb}, {@code mysql} or {@code postgresql}: as on the command line. */
    public String scheme() {
        return scheme;
    }

    /** A JDBC URL fit for generating: MariaDB and MySQL must be allowed to load rows from the client. */
    public String jdbcUrl(String host, int port, String database) {
        return "jdbc:" + driver + "://" + host + ":" + port + "/" + database + options;
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
