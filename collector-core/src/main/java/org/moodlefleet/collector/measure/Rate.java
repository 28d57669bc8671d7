package org.moodlefleet.collector.measure;

import java.util.Locale;

/** How often a measure set is collected. */
public enum Rate {
    /** Every 60 seconds. */
    INSTANT,
    HOURLY,
    DAILY,
    /** ISO weeks, from Monday. */
    WEEKLY,
    MONTHLY;

    /** As written in measure files, in the command line and in metrics: {@code daily}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
