package org.moodlefleet.model;

import java.util.Locale;

/** Database engines that Moodle runs on and that we read. */
public enum DatabaseEngine {
    MARIADB,
    MYSQL,
    POSTGRESQL;

    /** {@code mariadb}, {@code mysql}, {@code postgresql}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Quotes a table's name. */
    public String quote(String identifier) {
        return this == POSTGRESQL
                ? '"' + identifier.replace("\"", "\"\"") + '"'
                : '`' + identifier.replace("`", "``") + '`';
    }
}
