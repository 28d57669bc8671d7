package org.moodlefleet.zabbix.outbox.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.moodlefleet.zabbix.outbox.contract.Counts;

/** What became of samples that are no longer in the file, by owner. */
public final class TotalTable {

    private static final String WRITE = """
            insert into total (owner, collected, accepted, rejected, dropped, sum) values (?, ?, ?, ?, ?, ?)
            on conflict (owner) do update set
              collected = excluded.collected, accepted = excluded.accepted,
              rejected = excluded.rejected, dropped = excluded.dropped, sum = excluded.sum""";

    /** Each from an index of its own, since the rows hold the texts. */
    private static final String FRESH = "select owner, count(*) from sample where due_at is null group by owner";

    private static final String HELD = "select owner, count(*) from sample where due_at is not null group by owner";
    private static final String TOTAL = "select owner, collected, accepted, rejected, dropped from total";

    private TotalTable() {}

    /** @param totals as they are from now on, of the owners that are named */
    public static void write(Connection connection, Map<String, Counts> totals) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            for (Map.Entry<String, Counts> total : totals.entrySet()) {
                Counts counts = total.getValue();
                write.setString(1, total.getKey());
                write.setLong(2, counts.collected());
                write.setLong(3, counts.accepted());
                write.setLong(4, counts.rejected());
                write.setLong(5, counts.dropped());
                write.setLong(6, sum(total.getKey(), counts));
                write.executeUpdate();
            }
        }
    }

    /** Of what is stored: pending samples are counted where they stand. */
    public static long sum(String owner, Counts counts) {
        return Checksum.of(owner, counts.collected(), counts.accepted(), counts.rejected(), counts.dropped());
    }

    /** Reads the whole queue once: pending samples are counted where they stand, and must be as many as the totals say. */
    public static Map<String, Counts> load(Connection connection) throws SQLException {
        Map<String, Long> fresh = numbers(connection, FRESH);
        Map<String, Long> held = numbers(connection, HELD);
        Map<String, Counts> loaded = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TOTAL)) {
            while (row.next()) {
                String owner = row.getString(1);
                long ofThemHeld = held.getOrDefault(owner, 0L);
                long pending = fresh.getOrDefault(owner, 0L) + ofThemHeld;
                loaded.put(owner, counts(row, pending, ofThemHeld));
            }
        }
        boolean sound = loaded.values().stream().allMatch(Counts::addUp)
                && loaded.keySet().containsAll(fresh.keySet())
                && loaded.keySet().containsAll(held.keySet());
        if (!sound) {
            throw new CorruptOutboxException("its counters do not add up");
        }
        return loaded;
    }

    private static Counts counts(ResultSet row, long pending, long held) throws SQLException {
        return new Counts(pending, held, row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
    }

    private static Map<String, Long> numbers(Connection connection, String sql) throws SQLException {
        Map<String, Long> numbers = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                numbers.put(row.getString(1), row.getLong(2));
            }
        }
        return numbers;
    }
}
