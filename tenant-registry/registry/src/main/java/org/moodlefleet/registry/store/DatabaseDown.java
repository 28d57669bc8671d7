package org.moodlefleet.registry.store;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that cannot be reached from a failure of ours. */
public final class DatabaseDown {

    private DatabaseDown() {}

    /** Whether the registry's database is the cause: gone, starting, stopping, or out of connections. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isDown(sql)) {
                return true;
            }
        }
        return false;
    }

    /** Classes of SQLSTATE: 08 connection, 53 resources, 57P administrator's work; the pool in between has none. */
    private static boolean isDown(SQLException failure) {
        String state = failure.getSQLState();
        return state == null
                ? failure instanceof SQLTransientConnectionException
                        || failure.getCause() instanceof IOException
                        || String.valueOf(failure.getMessage()).contains("acquisition timeout")
                : state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }
}
