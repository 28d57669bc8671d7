package org.moodlefleet.testbed.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads whole tables of a Moodle over plain JDBC. */
final class SnapshotReader {
    private static final Set<Integer> TEXT_TYPES =
            Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.CLOB);

    private final Connection connection;
    private final String prefix;
    private final boolean postgresql;
    private final String quote;

    SnapshotReader(Connection connection, String prefix) throws SQLException {
        this.connection = connection;
        this.prefix = prefix;
        this.postgresql = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        this.quote = connection.getMetaData().getIdentifierQuoteString();
    }

    MoodleSnapshot read() throws SQLException {
        Map<String, List<Row>> tables = new HashMap<>();
        Set<String> present = new HashSet<>();
        for (Map.Entry<String, List<String>> wanted : TableColumns.all().entrySet()) {
            List<String> columns = existing(wanted.getKey(), wanted.getValue());
            if (!columns.isEmpty()) {
                tables.put(wanted.getKey(), rows(wanted.getKey(), columns));
                columns.forEach(column -> present.add(wanted.getKey() + "." + column));
            }
        }
        return new MoodleSnapshot(tables, present, databaseBytes());
    }

    /** Which of the columns the table has; none when there is no such table. */
    private List<String> existing(String table, List<String> columns) throws SQLException {
        List<String> found = new ArrayList<>();
        String sql = "SELECT column_name FROM information_schema.columns WHERE table_schema = "
                + (postgresql ? "current_schema()" : "DATABASE()") + " AND table_name = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, prefix + table);
            try (ResultSet answer = select.executeQuery()) {
                while (answer.next()) {
                    found.add(answer.getString(1));
                }
            }
        }
        return columns.stream().filter(found::contains).toList();
    }

    private List<Row> rows(String table, List<String> columns) throws SQLException {
        List<Row> rows = new ArrayList<>();
        String sql = "SELECT " + quote + String.join(quote + ", " + quote, columns) + quote + " FROM " + quote + prefix
                + table + quote;
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet answer = select.executeQuery()) {
            while (answer.next()) {
                rows.add(row(answer, columns));
            }
        }
        return rows;
    }

    private static Row row(ResultSet answer, List<String> columns) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        for (int i = 1; i <= columns.size(); i++) {
            Object value = value(answer, i);
            if (!answer.wasNull()) {
                values.put(columns.get(i - 1), value);
            }
        }
        return new Row(values);
    }

    private static Object value(ResultSet answer, int column) throws SQLException {
        int type = answer.getMetaData().getColumnType(column);
        if (TEXT_TYPES.contains(type)) {
            return answer.getString(column);
        }
        if (type == Types.DECIMAL || type == Types.NUMERIC) {
            return answer.getBigDecimal(column);
        }
        // not getObject: MariaDB's driver makes a boolean of a TINYINT(1), and completion states go to 3
        return answer.getLong(column);
    }

    private long databaseBytes() throws SQLException {
        String sql = postgresql
                ? "SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')"
                : "SELECT table_name, COALESCE(data_length, 0) + COALESCE(index_length, 0)"
                        + " FROM information_schema.tables WHERE table_schema = DATABASE()";
        long bytes = 0;
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet answer = select.executeQuery()) {
            while (answer.next()) {
                if (answer.getString(1).startsWith(prefix)) {
                    bytes += answer.getLong(2);
                }
            }
        }
        return bytes;
    }
}
