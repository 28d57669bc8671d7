package org.moodlefleet.zabbix.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.Sample;

/**
 * Chooses the next batch so that nothing starves: up to a quarter are held samples whose time has come;
 * the rest is halved between the newest fresh samples, so that today is seen today behind any backlog, and
 * the oldest, so that every backlog drains. A share that is not used up goes to the others.
 *
 * <p>Suspects come first in the batch, then all go by host, key and clock: what Zabbix will refuse stands
 * together, and few halvings find it.
 */
final class DueQuery {

    /** Bounds a batch of long texts; the first sample is taken whatever its length. */
    private static final long MAX_CHARS_A_SHARE = 2 << 20;

    private static final String ENTRY = """
            select id, owner, host, key, value, clock, ns, refusals,
              due_at is not null or exists (select 1 from sample h
                where h.host = s.host and h.key = s.key and h.due_at is not null)
            from sample s
            """;
    private static final String HELD = ENTRY + "where due_at is not null and due_at <= ? order by due_at limit ?";
    private static final String NEWEST = ENTRY + "where due_at is null order by clock desc, id desc limit ?";
    private static final String OLDEST = ENTRY + "where due_at is null order by clock, id limit ?";

    private static final Comparator<Entry> FOR_HALVING = Comparator.comparing(Entry::suspect, Comparator.reverseOrder())
            .thenComparing(entry -> entry.sample().host())
            .thenComparing(entry -> entry.sample().key())
            .thenComparing(entry -> entry.sample().clock())
            .thenComparing(Entry::id);

    private DueQuery() {}

    static List<Entry> run(Connection connection, Instant now, int limit) throws SQLException {
        Map<Long, Entry> batch = new LinkedHashMap<>();
        held(connection, now, limit / 4, batch);
        fresh(connection, NEWEST, (limit - batch.size()) / 2, batch);
        fresh(connection, OLDEST, limit - batch.size(), batch);
        if (batch.size() < limit) {
            held(connection, now, limit - batch.size() + limit / 4, batch);
        }
        List<Entry> sorted = new ArrayList<>(batch.values());
        sorted.sort(FOR_HALVING);
        return sorted;
    }

    private static void held(Connection connection, Instant now, int limit, Map<Long, Entry> batch)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HELD)) {
            query.setLong(1, now.toEpochMilli());
            query.setInt(2, limit);
            read(query, batch);
        }
    }

    private static void fresh(Connection connection, String sql, int limit, Map<Long, Entry> batch)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, limit);
            read(query, batch);
        }
    }

    private static void read(PreparedStatement query, Map<Long, Entry> batch) throws SQLException {
        long chars = 0;
        try (ResultSet row = query.executeQuery()) {
            while (chars < MAX_CHARS_A_SHARE && row.next()) {
                Sample sample =
                        new Sample(row.getString(3), row.getString(4), row.getString(5), row.getLong(6), row.getInt(7));
                chars += sample.value().length();
                long id = row.getLong(1);
                batch.put(id, new Entry(id, row.getString(2), sample, row.getInt(8), row.getBoolean(9)));
            }
        }
    }
}
