package org.moodlefleet.collector.window;

import java.time.Instant;

/** The half-open interval [start, end) that a window measure covers; whole seconds. */
public record Window(Instant start, Instant end) {

    public Window {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a window must end after its start: " + start + ", " + end);
        }
    }

    /** The clock of its samples: the last second within, so that Monday's count is drawn on Monday. */
    public long clock() {
        return end.getEpochSecond() - 1;
    }
}
