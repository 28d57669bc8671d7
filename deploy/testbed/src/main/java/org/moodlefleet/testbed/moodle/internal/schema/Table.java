package org.moodlefleet.testbed.moodle.internal.schema;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * A table of one Moodle version, without prefix.
 *
 * @param abbreviation begins the names of its indexes
 * @param plugin whether it belongs to a plugin, not to Moodle itself
 * @param columns all but {@code id}, in their order
 */
public record Table(String name, String abbreviation, boolean plugin, List<Column> columns, List<Index> indexes) {
    public Table {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
    }

    /**
     * The column of that name.
     *
     * @throws NoSuchElementException when this version has none
     */
    public Column column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no column " + wanted + " in " + name));
    }

    public boolean hasColumn(String wanted) {
        return columns.stream().anyMatch(column -> column.name().equals(wanted));
    }
}
