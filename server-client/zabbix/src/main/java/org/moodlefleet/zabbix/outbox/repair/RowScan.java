package org.moodlefleet.zabbix.outbox.repair;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a table of a damaged file in the order of its row ids, past the pages that cannot be read. */
final class RowScan {

    /** Takes a row. */
    interface Reader {
        /** @param row its first column is the row's id */
        void read(ResultSet row) throws SQLException;
    }

    /** A page holds some dozens of rows: past it without losing one of the next page. */
    private static final int SMALL_STEPS = 200;

    private static final int STEPS_OF_A_SIZE = 20;

    private RowScan() {}

    /**
     * @param columns the first is the row's id
     * @return whether everything could be read
     */
    static boolean read(Connection connection, String table, String columns, Reader reader) {
        String sql = "select " + columns + " from " + table + " not indexed where id > ? order by id";
        long last = 0;
        boolean whole = true;
        int failures = 0;
        while (true) {
            long before = last;
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, before);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        last = Math.max(last, row.getLong(1));
                        reader.read(row);
                    }
                }
                return whole;
            } catch (SQLException e) {
                whole = false;
            }
            if (last > before) { // the row was at fault, not its page
                failures = 0;
                continue;
            }
            failures++;
            long step = step(failures);
            if (last > Long.MAX_VALUE - step) {
                return false;
            }
            last += step;
        }
    }

    private static long step(int failures) {
        int doublings = Math.max(0, failures - SMALL_STEPS) / STEPS_OF_A_SIZE;
        return 1L << Math.min(doublings, Long.SIZE - 2);
    }
}
