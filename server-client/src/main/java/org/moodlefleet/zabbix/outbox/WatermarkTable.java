package org.moodlefleet.zabbix.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

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

    static OptionalLong read(Connection connection, String stream) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("select position from watermark where stream = ?")) {
            read.setString(1, stream);
            try (ResultSet row = read.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }
}
