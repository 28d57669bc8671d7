package org.moodlefleet.model;

/** The kind of server that holds a Moodle's database. */
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
}
