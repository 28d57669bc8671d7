package org.moodlefleet.testbed.moodle.internal.schema;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.moodlefleet.testbed.moodle.Plugin;

/**
 * A table of one Moodle version, without prefix.
 *
 * @param abbreviation begins the names of its indexes
 * @param plugin to which it belongs; empty for Moodle itself
 * @param columns all but {@code id}, in their order
 */
public record Table(
        String name, String abbreviation, Optional<Plugin> plugin, List<Column> columns, List<Index> indexes) {
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
