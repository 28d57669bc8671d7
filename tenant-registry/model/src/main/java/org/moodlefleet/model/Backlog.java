package org.moodlefleet.model;

import java.time.Instant;

/**
 * Past windows of a measure set that are still to be collected: passed over in an outage, or asked for.
 *
 * @param set with its template, {@code moodle/daily-badges}
 * @param first start of the first of its windows
 * @param next start of the first that is not collected yet; the end when nothing is left
 * @param end of the last
 * @param asked whether it is history that was asked for. Such a one stays when nothing is left of it: it tells how far
 *     back the set has been collected
 */
public record Backlog(SetName set, Instant first, Instant next, Instant end, boolean asked) {

    /** Whether something of it is still to be collected. */
    public boolean isOpen() {
        return next.isBefore(end);
    }
}
