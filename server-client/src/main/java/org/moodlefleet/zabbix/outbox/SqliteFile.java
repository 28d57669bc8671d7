package org.moodlefleet.zabbix.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.moodlefleet.zabbix.outbox.OutboxException.Reason;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The database file: how it is opened, what it is made of, and what its errors mean. */
final class SqliteFile {

    private static final int VERSION = 2;

    /** How long a process before us may take to let go of the file. */
    private static final int RELEASE_MILLIS = 3000;

    private static final int MAX_IDLE_LOG_BYTES = 64 << 20;

    /** Fresh samples have no due_at, held ones have. The partial indices keep either from being searched for the other. */
    private static final String[] SCHEMA = {
        """
        create table sample (
          id integer primary key autoincrement,
          owner text not null, host text not null, key text not null, value text not null,
          clock integer not null, ns integer not null,
          stored_at integer not null, due_at integer, refusals integer not null default 0)""",
        "create unique index sample_once on sample (host, key, clock, ns)",
        "create index sample_fresh on sample (owner, clock) where due_at is null",
        "create index sample_held on sample (owner, due_at) where due_at is not null",
        "create index sample_held_clock on sample (owner, clock) where due_at is not null",
        "create index sample_held_item on sample (host, key) where due_at is not null",
        "create table watermark (stream text primary key, position integer not null) without rowid",
        """
        create table rejection (
          id integer primary key,
          owner text not null, host text not null, key text not null, clock integer not null,
          cause text not null, reason text not null, rejected_at integer not null)""",
        """
        create table total (
          owner text primary key,
          collected integer not null, accepted integer not null,
          rejected integer not null, dropped integer not null) without rowid""",
        "pragma user_version = " + VERSION
    };

    private final OutboxConfig config;

    SqliteFile(OutboxConfig config) {
        this.config = config;
    }

    Connection open() {
        try {
            Path folder = config.file().toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + config.file());
            prepare(connection);
            return connection;
        } catch (SQLException e) {
            throw translated(e);
        } catch (IOException e) {
            throw new OutboxException(config.file(), Reason.FAILED, "its folder cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * The lock comes first: SQLite then needs no shared memory beside its log, so that the file can be opened
     * again on a full disk, and a second process that would deliver from it is refused at its start. Every
     * commit is synchronised to the disk.
     */
    private List<String> settings() {
        return List.of(
                "pragma busy_timeout = " + RELEASE_MILLIS,
                "pragma locking_mode = exclusive",
                "pragma page_size = " + OutboxConfig.PAGE_BYTES,
                "pragma journal_mode = wal",
                "pragma journal_size_limit = " + MAX_IDLE_LOG_BYTES,
                "pragma synchronous = full",
                "pragma max_page_count = " + config.maxBytes() / OutboxConfig.PAGE_BYTES);
    }

    private void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings()) {
                statement.execute(setting);
            }
            connection.setAutoCommit(false);
            int version = version(statement);
            if (version == 0) {
                for (String part : SCHEMA) {
                    statement.execute(part);
                }
            } else if (version != VERSION) {
                throw new OutboxException(
                        config.file(),
                        Reason.FAILED,
                        "is of version " + version + ", this program reads " + VERSION,
                        null);
            }
            connection.commit();
        } catch (SQLException | OutboxException e) {
            connection.close();
            throw e;
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("pragma user_version")) {
            return row.getInt(1);
        }
    }

    OutboxException translated(SQLException e) {
        String code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "";
        if (code.equals(SQLiteErrorCode.SQLITE_FULL.name())) {
            return new OutboxException(config.file(), Reason.FULL, "the disk or the file's limit is full", e);
        }
        if (code.startsWith(SQLiteErrorCode.SQLITE_BUSY.name())) {
            return new OutboxException(config.file(), Reason.IN_USE, "another process has it open", e);
        }
        return new OutboxException(config.file(), Reason.FAILED, "failed: " + e.getMessage(), e);
    }
}
