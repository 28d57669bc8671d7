package org.moodlefleet.testbed.moodle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Random;
import org.moodlefleet.testbed.moodle.internal.live.Minute;
import org.moodlefleet.testbed.moodle.internal.load.SiteSql;

/** Keeps a generated site alive, for demonstrations. */
public final class LiveActivity {
    private LiveActivity() {}

    /**
     * Adds a minute's activity, in the 60 s before {@code now}: logins, views, posts, attempts, tasks, and a cron run. All of
     * it or, when the database refuses something, none. The connection's auto-commit mode is left as it was.
     */
    public static void tick(Connection connection, String prefix, Instant now, Random random) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            new Minute(new SiteSql(connection, prefix), now.getEpochSecond(), random).live();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }
}
