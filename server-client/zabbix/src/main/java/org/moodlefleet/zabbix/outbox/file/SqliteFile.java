package org.moodlefleet.zabbix.outbox.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxException;
import org.moodlefleet.zabbix.outbox.contract.OutboxException.Reason;
import org.moodlefleet.zabbix.outbox.tables.CorruptOutboxException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A database file: how it is opened and what its errors mean. */
public final class SqliteFile {

    /** How long a process before us may take to let go of the file. */
    static final int RELEASE_MILLIS = 3000;

    private static final int MAX_IDLE_LOG_BYTES = 64 << 20;

    private final Path file;

    public SqliteFile(Path file) {
        this.file = file;
    }

    /**
     * The lock comes first: SQLite then needs no shared memory beside its log, so that the file can be opened
     * again on a full disk. Every commit is synchronised to the disk.
     */
    public Connection open(long maxBytes) throws SQLException {
        return open(List.of(
                "pragma busy_timeout = " + RELEASE_MILLIS,
                "pragma locking_mode = exclusive",
                "pragma trusted_schema = off",
                "pragma cell_size_check = on",
                "pragma page_size = " + OutboxConfig.PAGE_BYTES,
                "pragma journal_mode = wal",
                "pragma journal_size_limit = " + MAX_IDLE_LOG_BYTES,
                "pragma synchronous = full",
                "pragma max_page_count = " + maxBytes / OutboxConfig.PAGE_BYTES));
    }

    /** For a file that is written whole before it gets its name: no log, no waiting for the disk. */
    public Connection openUnsafe() throws SQLException {
        return open(List.of(
                "pragma page_size = " + OutboxConfig.PAGE_BYTES,
                "pragma journal_mode = off",
                "pragma synchronous = off"));
    }

    /** As it is, to read what can be read. */
    public Connection openDamaged() throws SQLException {
        return open(List.of(
                "pragma busy_timeout = " + RELEASE_MILLIS,
                "pragma locking_mode = exclusive",
                "pragma trusted_schema = off",
                "pragma cell_size_check = on"));
    }

    private Connection open(List<String> settings) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Reads the file as a whole.
     *
     * @param thoroughly whether the indices are compared with their tables too, which takes longer
     */
    public static void check(Connection connection, boolean thoroughly) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("pragma " + (thoroughly ? "integrity_check" : "quick_check") + "(1)")) {
            String finding = row.getString(1);
            if (!finding.equals("ok")) {
                throw new CorruptOutboxException(finding);
            }
        }
    }

    public static OutboxException translated(Path file, SQLException e) {
        String code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "";
        if (code.equals(SQLiteErrorCode.SQLITE_FULL.name())) {
            return new OutboxException(file, Reason.FULL, "the disk or the file's limit is full", e);
        }
        if (code.equals(SQLiteErrorCode.SQLITE_IOERR_WRITE.name())) { // also a limit on the length of files
            return new OutboxException(file, Reason.FULL, "cannot be written: " + e.getMessage(), e);
        }
        if (code.startsWith(SQLiteErrorCode.SQLITE_BUSY.name())) {
            return new OutboxException(
                    file, Reason.IN_USE, "another process has it open; stop that one, or use another folder", e);
        }
        return new OutboxException(file, Reason.FAILED, "failed: " + e.getMessage(), e);
    }
}
