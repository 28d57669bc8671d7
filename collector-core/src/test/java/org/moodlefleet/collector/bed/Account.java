package org.moodlefleet.collector.bed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.testbed.moodle.Engine;

/** A database account of a test's own, without any right at first; closing it drops it. */
public final class Account implements AutoCloseable {

    private static final String PASSWORD = "t3st";

    private final TestMoodle moodle;
    private final String name = "core_" + UUID.randomUUID().toString().substring(0, 8);

    public Account(TestMoodle moodle) throws SQLException {
        this.moodle = moodle;
        moodle.run(
                postgresql()
                        ? "CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'"
                        : "CREATE USER " + name + " IDENTIFIED BY '" + PASSWORD + "'");
    }

    /** An account that may read every table. */
    public static Account thatReads(TestMoodle moodle) throws SQLException {
        Account account = new Account(moodle);
        moodle.run(
                account.postgresql()
                        ? "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + account.name
                        : "GRANT SELECT ON " + moodle.database().name() + ".* TO " + account.name);
        return account;
    }

    /**
     * Grants SELECT on those columns that the Moodle has.
     *
     * @param columns by table without prefix
     */
    public void grant(Map<String, ? extends Collection<String>> columns) throws SQLException {
        for (var table : columns.entrySet()) {
            Set<String> present = new TreeSet<>(table.getValue());
            present.retainAll(moodle.columns(table.getKey()));
            if (!present.isEmpty()) {
                String list =
                        present.stream().map(moodle.database().engine()::quote).collect(Collectors.joining(", "));
                moodle.run("GRANT SELECT (" + list + ") ON " + moodle.table(table.getKey()) + " TO " + name);
            }
        }
    }

    /** The Moodle as read with this account. */
    public MoodleInstance instance(String instance) {
        return TestMoodle.instance(instance, moodle.address(), name, PASSWORD);
    }

    /** Connections that the account has open now, as the server says. */
    public int connections() {
        String sql = postgresql()
                ? "SELECT COUNT(*) FROM pg_stat_activity WHERE usename = '" + name + "'"
                : "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + name + "'";
        try (Connection connection = moodle.connect();
                ResultSet count = connection.createStatement().executeQuery(sql)) {
            count.next();
            return count.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean postgresql() {
        return moodle.database().engine() == Engine.POSTGRESQL;
    }

    @Override
    public void close() throws SQLException {
        if (postgresql()) {
            moodle.run("DROP OWNED BY " + name, "DROP ROLE " + name);
        } else {
            moodle.run("DROP USER " + name);
        }
    }
}
