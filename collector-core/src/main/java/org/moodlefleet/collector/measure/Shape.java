package org.moodlefleet.collector.measure;

/** What the rows of a measure set's query mean. */
public enum Shape {
    /** Exactly one row, a column a measure. */
    ROW,
    /** Any number of rows with a column {@code item}, joined to one text; a column {@code total} counts what LIMIT left out. */
    LIST
}
