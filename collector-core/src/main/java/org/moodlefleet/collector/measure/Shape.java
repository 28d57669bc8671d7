package org.moodlefleet.collector.measure;

/** What the rows of a measure set's query mean. */
public enum Shape {
    /** Exactly one row, a column a measure. */
    ROW,
    /** Any number of rows with a column {@code item}, joined to one text; a column {@code total} counts what LIMIT left out. */
    LIST,
    /** A row a segment: its id in column {@code segment}, its name in column {@code name}. No measures. */
    DISCOVERY,
    /** A row a segment: its id in column {@code segment}, and a column a measure. */
    SEGMENTS;

    /** Whether its rows are about the segments of a dimension. */
    boolean bySegment() {
        return this == DISCOVERY || this == SEGMENTS;
    }
}
