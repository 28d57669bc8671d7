package org.moodlefleet.testbed.moodle.internal.schema;

import java.util.Optional;

/**
 * A column.
 *
 * @param initial the default, empty when there is none
 */
public record Column(String name, ColumnType type, boolean nullable, Optional<String> initial) {
    /** Whether a row must give a value. */
    public boolean required() {
        return !nullable && initial.isEmpty();
    }

    public boolean textual() {
        return type instanceof ColumnType.Characters || type instanceof ColumnType.LongText;
    }
}
