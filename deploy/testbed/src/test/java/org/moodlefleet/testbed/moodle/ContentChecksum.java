package org.moodlefleet.testbed.moodle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.moodlefleet.testbed.moodle.internal.schema.Column;
import org.moodlefleet.testbed.moodle.internal.schema.ColumnType;
import org.moodlefleet.testbed.moodle.internal.schema.Table;
import org.moodlefleet.testbed.moodle.internal.schema.Tables;

/** A checksum of each table's content that does not depend on the engine. */
final class ContentChecksum {
    private ContentChecksum() {}

    static Map<String, String> of(Connection connection, String prefix, SiteSpec spec) throws Exception {
        Engine engine = Engine.of(connection);
        Map<String, String> checksums = new TreeMap<>();
        for (Table table : Tables.of(spec.moodle())) {
            if (table.plugin().map(spec.plugins()::contains).orElse(true)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(
                                "SELECT * FROM " + engine.quote(prefix + table.name()) + " ORDER BY id")) {
                    checksums.put(table.name(), checksum(table, rows));
                }
            }
        }
        return checksums;
    }

    private static String checksum(Table table, ResultSet rows) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int count = 0;
        while (rows.next()) {
            StringBuilder text = new StringBuilder().append(rows.getLong("id"));
            for (Column column : table.columns()) {
                text.append('\u0001').append(value(column, rows));
            }
            digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
            count++;
        }
        return count + " rows " + HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static Object value(Column column, ResultSet rows) throws Exception {
        Object value = column.type() instanceof ColumnType.Whole
                ? Long.valueOf(rows.getLong(column.name()))
                : rows.getString(column.name());
        return rows.wasNull() ? "NULL" : value;
    }
}
