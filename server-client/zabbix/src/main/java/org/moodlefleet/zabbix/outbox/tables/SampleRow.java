package org.moodlefleet.zabbix.outbox.tables;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.moodlefleet.zabbix.Sample;

/** A sample as it stands in a row, and whether it is still what was written there. */
public final class SampleRow {

    private SampleRow() {}

    /** @param first column of the host; key, value, clock and nanoseconds follow */
    public static Sample sample(ResultSet row, int first) throws SQLException {
        String host = row.getString(first);
        String key = row.getString(first + 1);
        String value = row.getString(first + 2);
        if (host == null || key == null || value == null) {
            throw new CorruptOutboxException("a sample has lost a part of it");
        }
        return new Sample(host, key, value, row.getLong(first + 3), row.getInt(first + 4));
    }

    public static void verify(String owner, Sample sample, ResultSet row, int sumColumn) throws SQLException {
        long sum = row.getLong(sumColumn);
        if (owner == null || !row.wasNull() && sum != Checksum.of(owner, sample)) {
            throw new CorruptOutboxException("a sample has changed by itself");
        }
    }
}
