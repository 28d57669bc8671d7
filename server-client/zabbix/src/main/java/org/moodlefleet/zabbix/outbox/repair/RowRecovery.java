package org.moodlefleet.zabbix.outbox.repair;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.StreamBacklog;
import org.moodlefleet.zabbix.outbox.contract.Watermark;
import org.moodlefleet.zabbix.outbox.tables.BacklogTable;
import org.moodlefleet.zabbix.outbox.tables.Checksum;
import org.moodlefleet.zabbix.outbox.tables.CorruptOutboxException;
import org.moodlefleet.zabbix.outbox.tables.SampleRow;
import org.moodlefleet.zabbix.outbox.tables.TotalTable;
import org.moodlefleet.zabbix.outbox.tables.WatermarkTable;

/**
 * Copies what can be read of a damaged file into a new one, row by row, each compared with its checksum.
 *
 * <p>When samples are missing, or it cannot be told whether some are, the watermarks go back to where nothing
 * was pending: then the windows are collected again. Samples that had reached Zabbix meanwhile are sent a second
 * time, which does no harm since Zabbix keeps one of the same clock.
 */
public final class RowRecovery {

    private static final long MOST_SENSIBLE_ID = 1L << 53;

    private final Connection from;
    private final Connection to;
    private final RecoveryCheckpoint marks;
    private final boolean suspect;

    private final Map<Long, Watermark> parcels = new HashMap<>();
    private final Map<Long, Integer> remaining = new HashMap<>();
    private final Map<String, Long> found = new HashMap<>();
    private final Map<String, Counts> totals = new HashMap<>();
    private final Map<String, Long> watermarks = new HashMap<>();
    private final List<StreamBacklog> backlogs = new ArrayList<>();
    private boolean watermarksWhole = true;
    private boolean backlogsWhole = true;

    /**
     * @param lost samples by owner, as far as they can be counted
     * @param countable whether that is all; false when the totals are damaged too
     * @param saved samples
     * @param steppedBack whether watermarks went back
     */
    public record Outcome(Map<String, Long> lost, boolean countable, long saved, boolean steppedBack) {}

    /**
     * @param marks those beside the file, or without content
     * @param suspect whether transactions are missing that have left no trace in the rows
     */
    RowRecovery(Connection from, Connection to, RecoveryCheckpoint marks, boolean suspect) {
        this.from = from;
        this.to = to;
        this.marks = marks;
        this.suspect = suspect;
    }

    /** Reading does not fail; writing fails with {@link NotWrittenException}. */
    Outcome run() throws SQLException {
        readParcels();
        boolean samplesWhole = copySamples();
        copyRejections();
        readTotals();
        readWatermarks();
        readBacklogs();

        Map<String, Long> lost = new TreeMap<>();
        boolean countable = writeTotals(lost);
        boolean steppedBack = suspect || !countable || !lost.isEmpty() || !backlogsWhole;
        writeParcels();
        writeWatermarks(steppedBack);
        writeBacklogs();
        to.commit();
        long saved = found.values().stream().mapToLong(n -> n).sum();
        return new Outcome(lost, countable && (samplesWhole || !totals.isEmpty()), saved, steppedBack);
    }

    private void readParcels() {
        RowScan.read(from, "parcel", "id, stream, before, sum", row -> {
            String stream = row.getString(2);
            if (stream != null && row.getLong(4) == Checksum.of(stream, row.getLong(3))) {
                parcels.put(row.getLong(1), new Watermark(stream, row.getLong(3)));
            }
        });
    }

    private boolean copySamples() throws SQLException {
        String columns = "id, owner, host, key, value, clock, ns, stored_at, due_at, refusals, parcel, sum";
        String insert = "insert or ignore into sample (" + columns + ") values (?,?,?,?,?,?,?,?,?,?,?,?)";
        try (PreparedStatement write = to.prepareStatement(insert)) {
            return RowScan.read(from, "sample", columns, row -> copySample(row, write));
        }
    }

    private void copySample(ResultSet row, PreparedStatement write) throws SQLException {
        String owner = row.getString(2);
        Sample sample = SampleRow.sample(row, 3);
        SampleRow.verify(owner, sample, row, 12);
        long id = row.getLong(1);
        Long parcel = parcels.containsKey(row.getLong(11)) ? row.getLong(11) : null;
        Object[] values = {
            id <= MOST_SENSIBLE_ID ? id : null,
            owner,
            sample.host(),
            sample.key(),
            sample.value(),
            sample.clock(),
            sample.ns(),
            row.getLong(8),
            row.getObject(9) == null ? null : row.getLong(9),
            row.getInt(10),
            parcel,
            Checksum.of(owner, sample)
        };
        if (Writing.insert(write, values)) {
            found.merge(owner, 1L, Long::sum);
            if (parcel != null) {
                remaining.merge(parcel, 1, Integer::sum);
            }
        }
    }

    private void copyRejections() throws SQLException {
        String columns = "id, owner, host, key, value, clock, ns, cause, reason, rejected_at, sum";
        String insert = "insert or ignore into rejection (" + columns + ") values (?,?,?,?,?,?,?,?,?,?,?)";
        try (PreparedStatement write = to.prepareStatement(insert)) {
            RowScan.read(from, "rejection", columns, row -> {
                SampleRow.verify(row.getString(2), SampleRow.sample(row, 3), row, 11);
                Object[] values = new Object[11];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getObject(i + 1);
                }
                Writing.insert(write, values);
            });
        }
    }

    private void readTotals() {
        RowScan.read(from, "total", "id, owner, collected, accepted, rejected, dropped, sum", row -> {
            String owner = row.getString(2);
            Counts counts = new Counts(0, 0, row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
            long sum = row.getLong(7);
            if (owner != null && (row.wasNull() || sum == TotalTable.sum(owner, counts))) {
                totals.put(owner, counts);
            }
        });
    }

    private void readWatermarks() {
        boolean[] sound = {true};
        boolean whole = RowScan.read(from, "watermark", "id, stream, position, sum", row -> {
            String stream = row.getString(2);
            long position = row.getLong(3);
            long sum = row.getLong(4);
            if (stream != null && (row.wasNull() || sum == Checksum.of(stream, position))) {
                watermarks.put(stream, position);
            } else {
                sound[0] = false;
            }
        });
        watermarksWhole = whole && sound[0];
    }

    private void readBacklogs() {
        boolean[] sound = {true};
        boolean whole = RowScan.read(from, "backlog", BacklogTable.COLUMNS, row -> {
            try {
                backlogs.add(BacklogTable.verified(row));
            } catch (CorruptOutboxException e) {
                sound[0] = false;
            }
        });
        backlogsWhole = whole && sound[0];
    }

    /** @return whether all that is lost can be counted */
    private boolean writeTotals(Map<String, Long> lost) throws SQLException {
        boolean countable = true;
        Set<String> owners = new HashSet<>(marks.totals().keySet());
        owners.addAll(totals.keySet());
        owners.addAll(found.keySet());
        Map<String, Counts> mended = new HashMap<>();
        for (String owner : owners) {
            long here = found.getOrDefault(owner, 0L);
            Counts known = totals.getOrDefault(owner, marks.totals().getOrDefault(owner, Counts.ZERO));
            long missing = known.collected() - known.accepted() - known.rejected() - known.dropped() - here;
            boolean exact = totals.containsKey(owner) && missing >= 0;
            countable &= exact;
            if (missing > 0) {
                lost.put(owner, missing);
            }
            mended.put(owner, known.plus(new Counts(0, 0, Math.max(0, -missing), 0, 0, Math.max(0, missing))));
        }
        TotalTable.write(to, mended);
        return countable && !mended.isEmpty();
    }

    private void writeParcels() throws SQLException {
        String insert = "insert into parcel (id, stream, before, remaining, sum) values (?, ?, ?, ?, ?)";
        try (PreparedStatement write = to.prepareStatement(insert)) {
            for (Map.Entry<Long, Integer> pending : remaining.entrySet()) {
                Watermark before = parcels.get(pending.getKey());
                long sum = Checksum.of(before.stream(), before.position());
                Writing.insert(write, pending.getKey(), before.stream(), before.position(), pending.getValue(), sum);
            }
        }
    }

    private void writeWatermarks(boolean stepBack) throws SQLException {
        Map<String, Long> positions = new HashMap<>(watermarks);
        if (stepBack) {
            marks.settled().forEach((stream, position) -> positions.merge(stream, position, Math::min));
            parcels.values().forEach(before -> positions.merge(before.stream(), before.position(), Math::min));
        } else if (!watermarksWhole) {
            marks.settled().forEach(positions::putIfAbsent);
        }
        for (Map.Entry<String, Long> position : positions.entrySet()) {
            WatermarkTable.write(to, new Watermark(position.getKey(), position.getValue()));
        }
    }

    private void writeBacklogs() throws SQLException {
        try {
            for (StreamBacklog backlog : backlogs) {
                BacklogTable.insert(to, backlog);
            }
        } catch (SQLException e) {
            throw new NotWrittenException(e);
        }
    }

    /** Tells what cannot be written from what cannot be read. */
    private static final class Writing {
        static boolean insert(PreparedStatement write, Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                write.setObject(i + 1, values[i]);
            }
            try {
                return write.executeUpdate() == 1;
            } catch (SQLException e) {
                throw new NotWrittenException(e);
            }
        }
    }

    /** The new file cannot be written, for example on a full disk. */
    static final class NotWrittenException extends RuntimeException {
        NotWrittenException(SQLException cause) {
            super(cause);
        }

        SQLException reason() {
            return (SQLException) getCause();
        }
    }
}
