package org.moodlefleet.collector.measure;

import org.moodlefleet.collector.measure.folder.StatusKeys;

/** What the rows of a measure set's query mean. */
public enum Shape {
    /** Exactly one row, a column a measure. */
    ROW,
    /** Any number of rows with a column {@code item}, joined to one text; a column {@code total} counts what LIMIT left out. */
    LIST,
    /** A row a segment: its id in column {@code segment}, its name in column {@code name}. No measures. */
    DISCOVERY,
    /** A row a segment: its id in column {@code segment}, and a column a measure. */
    SEGMENTS,
    /** No rows and no query: what the collector itself knows of the instance, see {@link StatusKeys}. */
    STATUS;

    /** Whether its rows are about the segments of a dimension. */
    boolean bySegment() {
        return this == DISCOVERY || this == SEGMENTS;
    }
}
