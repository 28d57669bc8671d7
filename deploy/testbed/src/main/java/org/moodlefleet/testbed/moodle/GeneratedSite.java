package org.moodlefleet.testbed.moodle;

import java.time.Duration;

/**
 * What a generation made.
 *
 * @param rows of all tables
 * @param logRows of logstore_standard_log
 * @param filling time to make and load the rows
 * @param indexing time to build the indexes and gather statistics
 */
public record GeneratedSite(long rows, long logRows, Duration filling, Duration indexing) {
    /** One line for people. */
    public String summary() {
        long millis = Math.max(1, filling.plus(indexing).toMillis());
        return rows + " rows (" + logRows + " of the log) in " + millis / 1000.0 + " s, indexes "
                + indexing.toMillis() / 1000.0 + " s of it: " + rows * 1000 / millis + " rows/s";
    }
}
