package org.moodlefleet.zabbix.outbox.selection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.moodlefleet.zabbix.outbox.tables.Changes;
import org.moodlefleet.zabbix.outbox.tables.SampleBatchTable;

/** Drops what is too many or too old, the longest waiting first. Ids grow, so the lowest has waited longest. */
public final class Overflow {

    private static final String COUNT = "select owner, count(*), count(due_at) from sample where %s group by owner";
    private static final String PARCELS =
            "select parcel, count(*) from sample where %s and parcel is not null group by parcel";
    private static final String DROP = "delete from sample where %s";

    private Overflow() {}

    /** The longest waiting of all. */
    public static void drop(Connection connection, long n, Changes changes) throws SQLException {
        if (n > 0) {
            drop(connection, "id <= (select id from sample order by id limit 1 offset ?)", changes, n - 1);
        }
    }

    /** The longest waiting of an owner. */
    public static void dropOf(Connection connection, String owner, long n, Changes changes) throws SQLException {
        if (n > 0) {
            String which =
                    "owner = ?1 and id <= (select id from sample where owner = ?1 order by id limit 1 offset ?2)";
            drop(connection, which, changes, owner, n - 1);
        }
    }

    /** What was stored before the first that is young enough: no index, since ids have the same order. */
    public static void dropStoredBefore(Connection connection, Instant limit, Changes changes) throws SQLException {
        String which = "id < coalesce((select id from sample where stored_at >= ? order by id limit 1), "
                + Long.MAX_VALUE + ")";
        drop(connection, which, changes, limit.toEpochMilli());
    }

    private static void drop(Connection connection, String which, Changes changes, Object... arguments)
            throws SQLException {
        Map<Long, Integer> parcels = new HashMap<>();
        try (PreparedStatement count = connection.prepareStatement(COUNT.formatted(which));
                ResultSet row = bound(count, arguments).executeQuery()) {
            while (row.next()) {
                changes.dropped(row.getString(1), row.getLong(2), row.getLong(3));
            }
        }
        try (PreparedStatement count = connection.prepareStatement(PARCELS.formatted(which));
                ResultSet row = bound(count, arguments).executeQuery()) {
            while (row.next()) {
                parcels.put(row.getLong(1), row.getInt(2));
            }
        }
        try (PreparedStatement drop = connection.prepareStatement(DROP.formatted(which))) {
            bound(drop, arguments).executeUpdate();
        }
        SampleBatchTable.leave(connection, parcels);
    }

    private static PreparedStatement bound(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
