package org.moodlefleet.zabbix.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** How far each stream has been collected. */
final class WatermarkTable {

    private static final String MOVE = """
            insert into watermark (stream, position) values (?, ?)
            on conflict (stream) do update set position = excluded.position where excluded.position > position""";

    private WatermarkTable() {}

    /** @return false when the stream has been there before */
    static boolean move(Connection connection, Watermark watermark) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setString(1, watermark.stream());
            move.setLong(2, watermark.position());
            return move.executeUpdate() == 1;
        }
    }

    static Map<String, Long> readAll(Connection connection, String prefix) throws SQLException {
        String sql = "select stream, position from watermark where stream >= ? and stream < ?";
        try (PreparedStatement read = connection.prepareStatement(sql)) {
            bindRange(read, prefix);
            Map<String, Long> positions = new HashMap<>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    positions.put(row.getString(1), row.getLong(2));
                }
            }
            return positions;
        }
    }

    static void removeAll(Connection connection, String prefix) throws SQLException {
        String sql = "delete from watermark where stream >= ? and stream < ?";
        try (PreparedStatement remove = connection.prepareStatement(sql)) {
            bindRange(remove, prefix);
            remove.executeUpdate();
        }
    }

    /** A range uses the primary key; LIKE would not. */
    private static void bindRange(PreparedStatement statement, String prefix) throws SQLException {
        statement.setString(1, prefix);
        statement.setString(2, prefix + Character.MAX_VALUE);
    }
}
