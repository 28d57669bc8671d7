package org.moodlefleet.zabbix.outbox.tables;

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
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.selection.DueQuery;
import org.moodlefleet.zabbix.outbox.selection.Overflow;

/**
 * The pending samples: in, out, and held in between. What to take next is asked of {@link DueQuery}, what is
 * too much of {@link Overflow}.
 */
public final class SampleTable {

    private static final String INSERT = """
            insert or ignore into sample (owner, host, key, value, clock, ns, stored_at, parcel, sum)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** An id alone might be another sample's since the file was mended. */
    private static final String DELETE =
            "delete from sample where id = ? and clock = ? and host = ? returning due_at is not null, parcel";

    private static final String HOLD = """
            update sample set due_at = ?, refusals = refusals + 1
            where id = ? and clock = ? and host = ? returning refusals""";
    private static final String OLDEST = """
            select min(clock) from (
              select min(clock) as clock from sample where owner = ?1 and due_at is null
              union all select min(clock) from sample where owner = ?1 and due_at is not null)""";

    private SampleTable() {}

    /** @param held whether it had been refused before */
    public record Gone(Entry entry, boolean held) {}

    /** @return how many were not there already */
    public static int insert(Connection connection, SampleBatch parcel, OptionalLong parcelId, Instant now)
            throws SQLException {
        int inserted = 0;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Sample sample : parcel.samples()) {
                insert.setString(1, parcel.owner());
                insert.setString(2, sample.host());
                insert.setString(3, sample.key());
                insert.setString(4, sample.value());
                insert.setLong(5, sample.clock());
                insert.setInt(6, sample.ns());
                insert.setLong(7, now.toEpochMilli());
                insert.setObject(8, parcelId.isPresent() ? parcelId.getAsLong() : null);
                insert.setLong(9, Checksum.of(parcel.owner(), sample));
                insert.addBatch();
            }
            for (int stored : insert.executeBatch()) {
                inserted += stored;
            }
        }
        return inserted;
    }

    /** @return those that were still there: a limit may have dropped others meanwhile */
    public static List<Gone> delete(Connection connection, List<Entry> entries) throws SQLException {
        List<Gone> gone = new ArrayList<>(entries.size());
        Map<Long, Integer> parcels = new HashMap<>();
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            for (Entry entry : entries) {
                delete.setLong(1, entry.id());
                delete.setLong(2, entry.sample().clock());
                delete.setString(3, entry.sample().host());
                try (ResultSet row = delete.executeQuery()) {
                    if (row.next()) {
                        gone.add(new Gone(entry, row.getBoolean(1)));
                        parcels.merge(row.getLong(2), 1, Integer::sum);
                    }
                }
            }
        }
        SampleBatchTable.leave(connection, parcels);
        return gone;
    }

    public static void hold(Connection connection, List<Entry> entries, Instant nextAttempt, Changes changes)
            throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
            for (Entry entry : entries) {
                hold.setLong(1, nextAttempt.toEpochMilli());
                hold.setLong(2, entry.id());
                hold.setLong(3, entry.sample().clock());
                hold.setString(4, entry.sample().host());
                try (ResultSet row = hold.executeQuery()) {
                    if (row.next() && row.getInt(1) == 1) {
                        changes.held(entry.owner(), 1);
                    }
                }
            }
        }
    }

    /** Of the samples of each owner; an owner without samples is left out. */
    public static Map<String, Long> oldestClocks(Connection connection, Set<String> owners) throws SQLException {
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
