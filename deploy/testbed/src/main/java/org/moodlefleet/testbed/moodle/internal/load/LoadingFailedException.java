package org.moodlefleet.testbed.moodle.internal.load;

import java.sql.SQLException;

/** The engine refused rows. */
public final class LoadingFailedException extends RuntimeException {
    private final SQLException reason;

    LoadingFailedException(String table, SQLException reason) {
        super("rows of " + table + " could not be loaded: " + reason.getMessage(), reason);
        this.reason = reason;
    }

    public SQLException reason() {
        return reason;
    }
}
