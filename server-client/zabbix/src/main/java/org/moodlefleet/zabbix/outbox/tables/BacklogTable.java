package org.moodlefleet.zabbix.outbox.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.outbox.contract.StreamBacklog;

/** What was passed over of each stream, and what was asked for of its past. Each row has its checksum, as watermarks have. */
public final class BacklogTable {

    public static final String COLUMNS = "id, stream, first, next, ends, asked, sum";

    private static final String READ_RANGE =
            "select " + COLUMNS + " from backlog where stream >= ? and stream < ? order by stream, next";
    private static final String INSERT =
            "insert into backlog (stream, first, next, ends, asked, sum) values (?, ?, ?, ?, ?, ?)";
    private static final String REMOVE = "delete from backlog where stream = ? and next = ? and ends = ? and asked = ?";
    private static final String REMOVE_RANGE = "delete from backlog where stream >= ? and stream < ?";

    private BacklogTable() {}

    /** What was missed becomes one with whatever of it is known already. */
    public static void add(Connection connection, StreamBacklog backlog) throws SQLException {
        StreamBacklog all = backlog;
        for (StreamBacklog known : of(connection, backlog.stream())) {
            boolean touches = known.next() <= all.end() && all.next() <= known.end();
            if (touches && !all.asked() && !known.asked()) {
                all = all.with(known);
                remove(connection, known);
            }
        }
        insert(connection, all);
    }

    /**
     * Moves on.
     *
     * @return false when it is not there any more as it was
     */
    public static boolean advance(Connection connection, StreamBacklog backlog, long position) throws SQLException {
        for (StreamBacklog known : of(connection, backlog.stream())) {
            // its end may have moved since
            if (known.next() == backlog.next() && known.asked() == backlog.asked() && known.isOpen()) {
                remove(connection, known);
                StreamBacklog rest = known.reached(position);
                if (rest.isOpen() || rest.asked()) {
                    insert(connection, rest);
                }
                return true;
            }
        }
        return false;
    }

    /** Nobody asks for it any more: what is left of it goes, and a stream begins where the last of that would have ended. */
    public static void dropAsked(Connection connection, String prefix) throws SQLException {
        List<StreamBacklog> asked = readAll(connection, prefix).stream()
                .filter(StreamBacklog::asked)
                .toList();
        Map<String, Long> begins = new HashMap<>();
        asked.stream()
                .filter(StreamBacklog::isOpen)
                .forEach(open -> begins.merge(open.stream(), open.end(), Math::max));
        for (StreamBacklog known : asked) {
            if (known.first() < begins.getOrDefault(known.stream(), Long.MIN_VALUE)) {
                remove(connection, known);
            }
        }
        for (Map.Entry<String, Long> begin : begins.entrySet()) {
            long at = begin.getValue();
            insert(connection, new StreamBacklog(begin.getKey(), at, at, at, true));
        }
    }

    public static List<StreamBacklog> readAll(Connection connection, String prefix) throws SQLException {
        return read(connection, prefix, prefix + Character.MAX_VALUE);
    }

    public static void removeAll(Connection connection, String prefix) throws SQLException {
        remove(connection, prefix, prefix + Character.MAX_VALUE);
    }

    public static void remove(Connection connection, String stream) throws SQLException {
        remove(connection, stream, stream + '\0');
    }

    private static void remove(Connection connection, String from, String to) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE_RANGE)) {
            remove.setString(1, from);
            remove.setString(2, to);
            remove.executeUpdate();
        }
    }

    public static void insert(Connection connection, StreamBacklog backlog) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, backlog.stream());
            insert.setLong(2, backlog.first());
            insert.setLong(3, backlog.next());
            insert.setLong(4, backlog.end());
            insert.setInt(5, backlog.asked() ? 1 : 0);
            insert.setLong(6, sum(backlog));
            insert.executeUpdate();
        }
    }

    /** The positions at which the oldest of what is still to be collected begin, by stream. */
    public static Map<String, Long> oldest(Connection connection) throws SQLException {
        Map<String, Long> oldest = new HashMap<>();
        for (StreamBacklog backlog : readAll(connection, "")) {
            if (backlog.isOpen()) {
                oldest.merge(backlog.stream(), backlog.next(), Math::min);
            }
        }
        return oldest;
    }

    public static StreamBacklog verified(ResultSet row) throws SQLException {
        long first = row.getLong(3);
        long next = row.getLong(4);
        long end = row.getLong(5);
        boolean ordered = first <= next && next <= end;
        if (row.getString(2) == null || !ordered) {
            throw new CorruptOutboxException("a backlog has changed by itself");
        }
        StreamBacklog backlog = new StreamBacklog(row.getString(2), first, next, end, row.getInt(6) == 1);
        if (row.getLong(7) != sum(backlog)) {
            throw new CorruptOutboxException("a backlog has changed by itself");
        }
        return backlog;
    }

    private static long sum(StreamBacklog backlog) {
        return Checksum.of(backlog.stream(), backlog.first(), backlog.next(), backlog.end(), backlog.asked() ? 1 : 0);
    }

    private static List<StreamBacklog> of(Connection connection, String stream) throws SQLException {
        return read(connection, stream, stream + '\0');
    }

    private static List<StreamBacklog> read(Connection connection, String from, String to) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ_RANGE)) {
            read.setString(1, from);
            read.setString(2, to);
            List<StreamBacklog> found = new ArrayList<>();
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    found.add(verified(row));
                }
            }
            return found;
        }
    }

    private static void remove(Connection connection, StreamBacklog backlog) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            remove.setString(1, backlog.stream());
            remove.setLong(2, backlog.next());
            remove.setLong(3, backlog.end());
            remove.setInt(4, backlog.asked() ? 1 : 0);
            remove.executeUpdate();
        }
    }
}
