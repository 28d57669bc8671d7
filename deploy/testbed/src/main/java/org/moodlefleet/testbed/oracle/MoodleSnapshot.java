package org.moodlefleet.testbed.oracle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Moodle's tables in memory, by their names without prefix.
 *
 * @param tables a table that the Moodle does not have is absent
 * @param columns as {@code table.column}; a column that the Moodle does not have is absent
 * @param databaseBytes what the engine says its tables and indexes weigh
 */
public record MoodleSnapshot(Map<String, List<Row>> tables, Set<String> columns, long databaseBytes) {
    public MoodleSnapshot {
        tables = Map.copyOf(tables);
        columns = Set.copyOf(columns);
    }

    /**
     * Reads the tables that the measures rest on.
     *
     * @param prefix of the tables' names, as {@code mdl_}
     */
    public static MoodleSnapshot read(Connection connection, String prefix) throws SQLException {
        return new SnapshotReader(connection, prefix).read();
    }

    /**
     * The rows of a table.
     *
     * @throws NotSent when the Moodle has no such table: what rests on it cannot be measured
     */
    Stream<Row> rows(String table) {
        if (!tables.containsKey(table)) {
            throw new NotSent("no table " + table);
        }
        return tables.get(table).stream();
    }
}
