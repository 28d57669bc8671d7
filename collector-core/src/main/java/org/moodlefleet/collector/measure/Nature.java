package org.moodlefleet.collector.measure;

/** Whether a value can be had again for the past. */
public enum Nature {
    /** Rests on dated rows that Moodle keeps: can be computed again for a past window. */
    WINDOW,
    /** Read at the tick, lost when the tick is missed. */
    STATE
}
