package org.moodlefleet.zabbix.outbox.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.Rejection;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.RejectionFilter;

/** The samples that were given up last; older ones live on in the totals only. */
public final class RejectionTable {

    private static final int KEPT = 10_000;
    private static final String ADD = """
            insert into rejection (owner, host, key, value, clock, ns, cause, reason, rejected_at, sum)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String TRIM = "delete from rejection where id <= (select max(id) from rejection) - " + KEPT;
    private static final String MEANT = "(?1 is null or owner = ?1) and (?2 is null or cause = ?2)";
    private static final String NEWEST =
            "select id, owner, host, key, value, clock, ns, cause, reason, rejected_at, sum from rejection where id < ?3 and "
                    + MEANT + " order by id desc limit ?4";

    private RejectionTable() {}

    public static void add(
            Connection connection, List<SampleTable.Gone> rejected, RejectionCause cause, String reason, Instant when)
            throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (SampleTable.Gone gone : rejected) {
                Entry entry = gone.entry();
                Sample sample = entry.sample();
                add.setString(1, entry.owner());
                add.setString(2, sample.host());
                add.setString(3, sample.key());
                add.setString(4, sample.value());
                add.setLong(5, sample.clock());
                add.setInt(6, sample.ns());
                add.setString(7, cause.code());
                add.setString(8, reason);
                add.setLong(9, when.toEpochMilli());
                add.setLong(10, Checksum.of(entry.owner(), sample));
                add.addBatch();
            }
            add.executeBatch();
        }
        try (PreparedStatement trim = connection.prepareStatement(TRIM)) {
            trim.executeUpdate();
        }
    }

    public static List<Rejection> newest(Connection connection, RejectionFilter filter, long before, int limit)
            throws SQLException {
        List<Rejection> rejections = new ArrayList<>();
        try (PreparedStatement newest = connection.prepareStatement(NEWEST)) {
            bind(newest, filter);
            newest.setLong(3, before);
            newest.setInt(4, limit);
            try (ResultSet row = newest.executeQuery()) {
                while (row.next()) {
                    rejections.add(rejection(row));
                }
            }
        }
        return rejections;
    }

    public static List<Rejection> all(Connection connection, RejectionFilter filter) throws SQLException {
        return newest(connection, filter, Long.MAX_VALUE, KEPT);
    }

    public static void remove(Connection connection, RejectionFilter filter) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement("delete from rejection where " + MEANT)) {
            bind(remove, filter);
            remove.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, RejectionFilter filter) throws SQLException {
        statement.setString(1, filter.owner().orElse(null));
        statement.setString(2, filter.cause().map(RejectionCause::code).orElse(null));
    }

    private static Rejection rejection(ResultSet row) throws SQLException {
        String owner = row.getString(2);
        Sample sample = new Sample(row.getString(3), row.getString(4), row.getString(5), row.getLong(6), row.getInt(7));
        if (row.getLong(11) != Checksum.of(owner, sample)) {
            throw new CorruptOutboxException("a rejected sample has changed by itself");
        }
        return new Rejection(
                row.getLong(1),
                owner,
                sample,
                RejectionCause.of(row.getString(8)).orElse(RejectionCause.UNKNOWN),
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(10)));
    }
}
