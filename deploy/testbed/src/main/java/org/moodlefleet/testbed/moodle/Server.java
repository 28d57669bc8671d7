package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The database server that the command line names. */
record Server(Engine engine, String host, int port, String user, String password) {

    /** The password comes from the environment: a command line can be read by everybody on the machine. */
    static Server of(Arguments arguments) {
        Engine engine = Engine.named(arguments.text("--engine"));
        String variable = arguments.text("--password-env");
        String password = System.getenv(variable);
        if (password == null) {
            throw new IllegalArgumentException("--password-env: the environment has no variable " + variable);
        }
        int port = arguments.number("--port", engine == Engine.POSTGRESQL ? 5432 : 3306);
        return new Server(engine, arguments.text("--host", "127.0.0.1"), port, arguments.text("--user"), password);
    }

    /** Makes the database where it is missing; with {@code anew}, drops it first. */
    void provide(String database, boolean anew) throws SQLException {
        try (Connection connection = Databases.connectToServer(engine, host, port, user, password);
                Statement statement = connection.createStatement()) {
            if (anew) {
                Databases.drop(statement, engine, database);
            }
            if (!Databases.exists(connection, engine, database)) {
                Databases.create(statement, engine, database);
            }
        }
    }

    Connection connect(String database) throws SQLException {
        return engine.connect(host, port, database, user, password);
    }

    @Override
    public String toString() {
        return engine.scheme() + " at " + host + ":" + port;
    }
}
