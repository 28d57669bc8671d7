package org.moodlefleet.zabbix.outbox.selection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.tables.CorruptOutboxException;
import org.moodlefleet.zabbix.outbox.tables.SampleRow;

/**
 * Chooses the next batch so that nothing starves: up to a quarter are held samples whose time has come;
 * of the rest up to half are the newest fresh samples of the last day, so that today is seen today behind any
 * backlog, and the others the oldest, so that every backlog drains, in the order of its clocks. Each of these parts is divided evenly among the owners that have
 * some, so that one owner's backlog takes nothing from another. A share that is not used up goes to the others.
 *
 * <p>Suspects come first in the batch, then all go by host, key and clock: what Zabbix will refuse stands
 * together, and few halvings find it.
 */
public final class DueQuery {

    /** Bounds a batch of long texts; the first sample of each owner is taken whatever its length. */
    private static final long MOST_CHARS = 4 << 20;

    private static final String ENTRY = """
            select id, owner, host, key, value, clock, ns, refusals,
              due_at is not null or exists (select 1 from sample h
                where h.host = s.host and h.key = s.key and h.due_at is not null),
              sum
            from sample s
            """;
    private static final String HELD_DUE = "where owner = ? and due_at is not null and due_at <= ? order by due_at";
    private static final String COUNT = "select count(*) from (select 1 from sample " + HELD_DUE + " limit ?)";
    private static final String HELD = ENTRY + HELD_DUE + " limit ?";
    private static final String FRESH = "where owner = ? and due_at is null order by ";
    private static final String COUNT_RECENT =
            "select count(*) from (select 1 from sample where owner = ? and due_at is null and clock >= ? limit ?)";
    private static final String NEWEST = ENTRY + FRESH + "clock desc, id desc limit ?";
    private static final String OLDEST = ENTRY + FRESH + "clock, id limit ?";

    private static final String RELEASE = "update sample set due_at = ? where due_at > ?";

    /** No sample is held longer at a time, or it is worth another try. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(1);

    private static final Comparator<Entry> FOR_HALVING = Comparator.comparing(Entry::suspect, Comparator.reverseOrder())
            .thenComparing(entry -> entry.sample().host())
            .thenComparing(entry -> entry.sample().key())
            .thenComparing(entry -> entry.sample().clock())
            .thenComparing(Entry::id);

    private static final long RECENT_SECONDS = TimeUnit.DAYS.toSeconds(1);

    /** Time services correct clocks by less than this all the time. */
    private static final Duration CORRECTION = Duration.ofSeconds(30);

    private final FairShares fairly = new FairShares(new Random());
    private Instant asked = Instant.MIN;

    /** @param counts of the owners that are asked for, as of now */
    public List<Entry> run(Connection connection, Map<String, Counts> counts, Instant now, int limit)
            throws SQLException {
        releaseWhenTheClockWentBack(connection, now);
        Map<String, Long> held = new HashMap<>();
        Map<String, Long> fresh = new HashMap<>();
        for (Map.Entry<String, Counts> owner : counts.entrySet()) {
            Counts count = owner.getValue();
            fresh.put(owner.getKey(), count.pending() - count.held());
            held.put(owner.getKey(), count.held() == 0 ? 0 : heldDue(connection, owner.getKey(), now, limit));
        }
        Map<String, Integer> freshShares = fairly.of(fresh, limit - sum(fairly.of(held, limit / 4)));
        Map<String, Integer> heldShares = fairly.of(held, limit - sum(freshShares));

        long chars = MOST_CHARS / Math.max(1, heldShares.size() + 2 * freshShares.size());
        List<Entry> batch = new ArrayList<>(limit);
        for (Map.Entry<String, Integer> share : heldShares.entrySet()) {
            batch.addAll(read(connection, HELD, chars, share.getValue(), share.getKey(), now.toEpochMilli()));
        }
        for (Map.Entry<String, Integer> share : freshShares.entrySet()) {
            int newest = recent(connection, share.getKey(), now, (share.getValue() + 1) / 2);
            batch.addAll(read(connection, NEWEST, chars, newest, share.getKey()));
            batch.addAll(read(connection, OLDEST, chars, share.getValue() - newest, share.getKey()));
        }
        batch.sort(FOR_HALVING);
        return batch;
    }

    /** What was held until some moment would else wait until the clock has come there again. */
    private void releaseWhenTheClockWentBack(Connection connection, Instant now) throws SQLException {
        if (now.plus(CORRECTION).isBefore(asked) || asked.equals(Instant.MIN)) {
            Instant latest = asked.equals(Instant.MIN) ? now.plus(LONGEST_HOLD) : now;
            try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
                bind(release, now.toEpochMilli(), latest.toEpochMilli());
                release.executeUpdate();
            }
        }
        asked = now;
    }

    private static int sum(Map<String, Integer> shares) {
        return shares.values().stream().mapToInt(share -> share).sum();
    }

    private static long heldDue(Connection connection, String owner, Instant now, int limit) throws SQLException {
        return count(connection, COUNT, owner, now.toEpochMilli(), limit);
    }

    private static int recent(Connection connection, String owner, Instant now, int limit) throws SQLException {
        return (int) count(connection, COUNT_RECENT, owner, now.getEpochSecond() - RECENT_SECONDS, limit);
    }

    private static long count(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(sql)) {
            bind(count, arguments);
            try (ResultSet row = count.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    private static List<Entry> read(Connection connection, String sql, long mostChars, int limit, Object... arguments)
            throws SQLException {
        List<Entry> entries = new ArrayList<>(limit);
        long chars = 0;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, arguments);
            query.setInt(arguments.length + 1, limit);
            try (ResultSet row = query.executeQuery()) {
                while (chars < mostChars && row.next()) {
                    Entry entry = entry(row);
                    chars += entry.sample().value().length();
                    entries.add(entry);
                }
            }
        }
        if (chars < mostChars && entries.size() < limit) {
            throw new CorruptOutboxException("an index does not lead to samples that are there");
        }
        return entries;
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        String owner = row.getString(2);
        Sample sample = SampleRow.sample(row, 3);
        SampleRow.verify(owner, sample, row, 10);
        return new Entry(row.getLong(1), owner, sample, row.getInt(8), row.getBoolean(9));
    }
}
