package org.moodlefleet.testbed.moodle.internal.load;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.moodlefleet.testbed.moodle.Engine;
import org.postgresql.PGConnection;

/** The engine's fastest way to take rows from a client. */
interface BulkLoad {
    /**
     * Loads rows in the form of {@link TextRows}.
     *
     * @param target quoted table name
     * @param columns quoted column names, separated by commas
     */
    void load(Connection connection, String target, String columns, InputStream rows) throws SQLException;

    static BulkLoad of(Engine engine) {
        return engine == Engine.POSTGRESQL ? BulkLoad::copy : BulkLoad::loadData;
    }

    private static void copy(Connection connection, String target, String columns, InputStream rows)
            throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + target + " (" + columns + ") FROM STDIN", rows, 1 << 16);
        } catch (IOException e) {
            throw new SQLException("rows for " + target + " could not be read", e);
        }
    }

    private static void loadData(Connection connection, String target, String columns, InputStream rows)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(rows);
            statement.execute(
                    "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + target + " CHARACTER SET utf8mb4 (" + columns + ")");
            var warning = statement.getWarnings();
            if (warning != null) {
                // a truncated value or a doubled key: LOCAL makes mere warnings of them
                throw new SQLException(target + ": " + warning.getMessage());
            }
        }
    }
}
