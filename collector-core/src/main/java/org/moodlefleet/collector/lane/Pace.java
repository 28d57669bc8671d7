package org.moodlefleet.collector.lane;

import java.util.Locale;

/** How soon work is wanted; who waits, waits behind all that is wanted sooner. */
public enum Pace {
    /** The instant rate's ticks. */
    INSTANT,
    /** Checks, runs and the like, for which somebody waits. */
    ON_DEMAND,
    /** Ticks of all slower rates. */
    SLOW,
    /** Windows of the past. */
    PAST;

    /** {@code on_demand}, for metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
