package org.moodlefleet.zabbix.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.moodlefleet.zabbix.Sample;

/** The pending samples: in, out, and held in between. What to take next is asked of {@link DueQuery}. */
final class SampleTable {

    private static final String INSERT =
            "insert or ignore into sample (owner, host, key, value, clock, ns, stored_at) values (?, ?, ?, ?, ?, ?, ?)";
    private static final String HOLD = "update sample set due_at = ?, refusals = refusals + 1 where id = ?";
    private static final String OLDEST = """
            select min(clock) from (
              select min(clock) as clock from sample where owner = ?1 and due_at is null
              union all select min(clock) from sample where owner = ?1 and due_at is not null)""";

    private SampleTable() {}

    static void insert(Connection connection, String owner, List<Sample> samples, Instant now, Changes changes)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Sample sample : samples) {
                insert.setString(1, owner);
                insert.setString(2, sample.host());
                insert.setString(3, sample.key());
                insert.setString(4, sample.value());
                insert.setLong(5, sample.clock());
                insert.setInt(6, sample.ns());
                insert.setLong(7, now.toEpochMilli());
                insert.addBatch();
            }
            for (int stored : insert.executeBatch()) {
                changes.collected(owner, stored);
            }
        }
    }

    /** @return those that were still there: a limit may have dropped others meanwhile */
    static List<Entry> delete(Connection connection, List<Entry> entries) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from sample where id = ?")) {
            for (Entry entry : entries) {
                delete.setLong(1, entry.id());
                delete.addBatch();
            }
            return affected(entries, delete.executeBatch());
        }
    }

    /** @return those that were still there */
    static List<Entry> hold(Connection connection, List<Entry> entries, Instant nextAttempt) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
            for (Entry entry : entries) {
                hold.setLong(1, nextAttempt.toEpochMilli());
                hold.setLong(2, entry.id());
                hold.addBatch();
            }
            return affected(entries, hold.executeBatch());
        }
    }

    private static List<Entry> affected(List<Entry> entries, int[] rows) {
        List<Entry> affected = new ArrayList<>(entries.size());
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == 1) {
                affected.add(entries.get(i));
            }
        }
        return affected;
    }

    /** Ids grow, so the lowest has waited longest. */
    static void dropLongestWaiting(Connection connection, long n, Changes changes) throws SQLException {
        if (n > 0) {
            dropBefore(connection, "select id from sample order by id limit 1 offset ?", n, changes);
        }
    }

    static void dropStoredBefore(Connection connection, Instant limit, Changes changes) throws SQLException {
        String firstYoung = "select id from sample where stored_at >= ? order by id limit 1";
        dropBefore(connection, firstYoung, limit.toEpochMilli(), changes);
    }

    private static void dropBefore(Connection connection, String firstKept, long argument, Changes changes)
            throws SQLException {
        long kept = first(connection, firstKept, argument).orElse(Long.MAX_VALUE);
        try (PreparedStatement count = connection.prepareStatement(
                "select owner, count(*), count(due_at) from sample where id < ? group by owner")) {
            count.setLong(1, kept);
            try (ResultSet row = count.executeQuery()) {
                while (row.next()) {
                    changes.dropped(row.getString(1), row.getLong(2), row.getLong(3));
                }
            }
        }
        try (PreparedStatement drop = connection.prepareStatement("delete from sample where id < ?")) {
            drop.setLong(1, kept);
            drop.executeUpdate();
        }
    }

    private static OptionalLong first(Connection connection, String query, long argument) throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(query)) {
            first.setLong(1, argument);
            try (ResultSet row = first.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Of the samples of each owner; an owner without samples is left out. */
    static Map<String, Long> oldestClocks(Connection connection, Set<String> owners) throws SQLException {
        Map<String, Long> clocks = new HashMap<>();
        try (PreparedStatement oldest = connection.prepareStatement(OLDEST)) {
            for (String owner : owners) {
                oldest.setString(1, owner);
                try (ResultSet row = oldest.executeQuery()) {
                    long clock = row.getLong(1);
                    if (!row.wasNull()) {
                        clocks.put(owner, clock);
                    }
                }
            }
        }
        return clocks;
    }
}
