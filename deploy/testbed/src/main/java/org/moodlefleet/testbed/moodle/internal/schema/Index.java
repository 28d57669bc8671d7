package org.moodlefleet.testbed.moodle.internal.schema;

import java.util.List;

/**
 * An index of a table.
 *
 * @param suffix what tells it from the table's other indexes
 * @param pattern whether LIKE 'text%' is asked of it, for which PostgreSQL needs a second index
 */
public record Index(String suffix, boolean unique, List<String> columns, boolean pattern) {
    public Index {
        columns = List.copyOf(columns);
    }

    /** The name as Moodle makes it. */
    public String name(String prefix, Table table) {
        return prefix + table.abbreviation() + "_" + suffix + (unique ? "_uix" : "_ix");
    }
}
