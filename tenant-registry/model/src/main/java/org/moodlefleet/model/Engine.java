package org.moodlefleet.model;

import java.util.Locale;

/** Database engines that Moodle runs on. */
public enum Engine {
    MARIADB(3306),
    MYSQL(3306),
    POSTGRESQL(5432);

    private final int defaultPort;

    Engine(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** {@code mariadb}, {@code mysql}, {@code postgresql}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Quotes a name of a table or column. */
    public String quote(String identifier) {
        return this == POSTGRESQL
                ? '"' + identifier.replace("\"", "\"\"") + '"'
                : '`' + identifier.replace("`", "``") + '`';
    }
}
