package org.moodlefleet.collector.status;

import java.time.Instant;
import java.util.Optional;
import org.moodlefleet.model.Backlog;

/**
 * What is to be caught up of one rate.
 *
 * @param windows still to be collected; each measure set has its own
 * @param all those and what has been collected of the same backlogs
 * @param oldest start of the oldest window that is still to be collected
 * @param limitedBy what keeps the history shorter than it was asked for: {@code log} or {@code zabbix-history}
 */
public record BacklogStatus(long windows, long all, Optional<Instant> oldest, Optional<String> limitedBy) {

    public static final BacklogStatus NONE = new BacklogStatus(0, 0, Optional.empty(), Optional.empty());

    public BacklogStatus with(Backlog backlog, long left, long of) {
        Instant start = backlog.next();
        Optional<Instant> earlier =
                Optional.of(oldest.filter(known -> known.isBefore(start)).orElse(start));
        return new BacklogStatus(windows + left, all + of, left > 0 ? earlier : oldest, limitedBy);
    }

    public BacklogStatus limitedBy(String limit) {
        return new BacklogStatus(windows, all, oldest, Optional.ofNullable(limit));
    }
}
