package org.moodlefleet.testbed.moodle.internal.schema;

/** The types that Moodle's tables are made of; each engine has its own spelling. */
public sealed interface ColumnType {
    /** A whole number of so many decimal digits, of which each engine makes the smallest type that holds them. */
    record Whole(int digits) implements ColumnType {}

    record Decimal(int precision, int scale) implements ColumnType {}

    record Characters(int length) implements ColumnType {}

    record LongText() implements ColumnType {}
}
