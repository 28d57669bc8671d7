package org.moodlefleet.zabbix.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The samples that were given up last; older ones live on in the totals only. */
final class RejectionTable {

    private static final int KEPT = 10_000;
    private static final String ADD =
            "insert into rejection (owner, host, key, clock, cause, reason, rejected_at) values (?, ?, ?, ?, ?, ?, ?)";
    private static final String TRIM = "delete from rejection where id <= (select max(id) from rejection) - " + KEPT;
    private static final String NEWEST = """
            select owner, host, key, clock, cause, reason, rejected_at from rejection
            where ?1 is null or owner = ?1 order by id desc limit ?2""";

    private RejectionTable() {}

    static void add(Connection connection, List<Entry> entries, RejectionCause cause, String reason, Instant when)
            throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Entry entry : entries) {
                add.setString(1, entry.owner());
                add.setString(2, entry.sample().host());
                add.setString(3, entry.sample().key());
                add.setLong(4, entry.sample().clock());
                add.setString(5, cause.code());
                add.setString(6, reason);
                add.setLong(7, when.toEpochMilli());
                add.addBatch();
            }
            add.executeBatch();
        }
        try (PreparedStatement trim = connection.prepareStatement(TRIM)) {
            trim.executeUpdate();
        }
    }

    static List<Rejection> newest(Connection connection, Optional<String> owner, int limit) throws SQLException {
        List<Rejection> rejections = new ArrayList<>();
        try (PreparedStatement newest = connection.prepareStatement(NEWEST)) {
            newest.setString(1, owner.orElse(null));
            newest.setInt(2, limit);
            try (ResultSet row = newest.executeQuery()) {
                while (row.next()) {
                    rejections.add(new Rejection(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            RejectionCause.of(row.getString(5)).orElse(RejectionCause.UNKNOWN),
                            row.getString(6),
                            Instant.ofEpochMilli(row.getLong(7))));
                }
            }
        }
        return rejections;
    }
}
