package org.moodlefleet.testbed.oracle;

/** A half-open interval of epoch seconds, {@code [start, end)}. */
public record Window(long start, long end) {
    public boolean contains(long stamp) {
        return start <= stamp && stamp < end;
    }

    public boolean isEmpty() {
        return start >= end;
    }

    /** The clock of samples of this window: its last second. */
    public long lastSecond() {
        return end - 1;
    }
}
