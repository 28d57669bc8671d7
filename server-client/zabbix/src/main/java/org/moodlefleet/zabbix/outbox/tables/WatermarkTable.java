package org.moodlefleet.zabbix.outbox.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

/** How far each stream has been collected. A position that has changed by itself would be a hole: each has its checksum. */
public final class WatermarkTable {

    private static final String READ = "select stream, position, sum from watermark where stream = ?";
    private static final String READ_RANGE =
            "select stream, position, sum from watermark where stream >= ? and stream < ?";
    private static final String REMOVE_RANGE = "delete from watermark where stream >= ? and stream < ?";
    private static final String REMOVE = "delete from watermark where stream = ?";
    private static final String WRITE = """
            insert into watermark (stream, position, sum) values (?, ?, ?)
            on conflict (stream) do update set position = excluded.position, sum = excluded.sum""";

    private WatermarkTable() {}

    public static OptionalLong read(Connection connection, String stream) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setString(1, stream);
            try (ResultSet row = read.executeQuery()) {
                return row.next() ? OptionalLong.of(position(row)) : OptionalLong.empty();
            }
        }
    }

    public static void write(Connection connection, Watermark watermark) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            write.setString(1, watermark.stream());
            write.setLong(2, watermark.position());
            write.setLong(3, Checksum.of(watermark.stream(), watermark.position()));
            write.executeUpdate();
        }
    }

    public static Map<String, Long> readAll(Connection connection, String prefix) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ_RANGE)) {
            bindRange(read, prefix);
            Map<String, Long> positions = new HashMap<>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    positions.put(row.getString(1), position(row));
                }
            }
            return positions;
        }
    }

    public static void removeAll(Connection connection, String prefix) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE_RANGE)) {
            bindRange(remove, prefix);
            remove.executeUpdate();
        }
    }

    public static void remove(Connection connection, String stream) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            remove.setString(1, stream);
            remove.executeUpdate();
        }
    }

    private static long position(ResultSet row) throws SQLException {
        long position = row.getLong(2);
        long sum = row.getLong(3);
        if (!row.wasNull() && sum != Checksum.of(row.getString(1), position)) {
            throw new CorruptOutboxException("a watermark has changed by itself");
        }
        return position;
    }

    /** A range uses the index; LIKE would not. */
    private static void bindRange(PreparedStatement statement, String prefix) throws SQLException {
        statement.setString(1, prefix);
        statement.setString(2, prefix + Character.MAX_VALUE);
    }
}
