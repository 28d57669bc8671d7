package org.moodlefleet.zabbix.outbox.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

/**
 * The parcels of which samples are pending, each with the position of its stream before it: what must be
 * collected again if the file loses samples.
 */
public final class SampleBatchTable {

    private static final String ADD =
            "insert into parcel (stream, before, remaining, sum) values (?, ?, ?, ?) returning id";
    private static final String LEAVE = "update parcel set remaining = remaining - ? where id = ?";
    private static final String DONE = "delete from parcel where id = ? and remaining <= 0";
    private static final String UNSETTLED = "select stream, min(before) from parcel group by stream";

    private SampleBatchTable() {}

    public static long add(Connection connection, Watermark before, int samples) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, before.stream());
            add.setLong(2, before.position());
            add.setInt(3, samples);
            add.setLong(4, Checksum.of(before.stream(), before.position()));
            try (ResultSet row = add.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    /** @param gone how many samples of which parcel are not pending any more */
    public static void leave(Connection connection, Map<Long, Integer> gone) throws SQLException {
        try (PreparedStatement leave = connection.prepareStatement(LEAVE);
                PreparedStatement done = connection.prepareStatement(DONE)) {
            for (Map.Entry<Long, Integer> parcel : gone.entrySet()) {
                leave.setInt(1, parcel.getValue());
                leave.setLong(2, parcel.getKey());
                leave.executeUpdate();
                done.setLong(1, parcel.getKey());
                done.executeUpdate();
            }
        }
    }

    /** The positions before the oldest parcels of which samples are pending, by stream. */
    public static Map<String, Long> unsettled(Connection connection) throws SQLException {
        Map<String, Long> positions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(UNSETTLED)) {
            while (row.next()) {
                positions.put(row.getString(1), row.getLong(2));
            }
        }
        return positions;
    }
}
