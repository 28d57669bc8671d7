package org.moodlefleet.zabbix.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxException;
import org.moodlefleet.zabbix.outbox.contract.OutboxException.Reason;
import org.moodlefleet.zabbix.outbox.file.FileGuard;
import org.moodlefleet.zabbix.outbox.file.SqliteFile;
import org.moodlefleet.zabbix.outbox.file.WriteAheadLog;
import org.moodlefleet.zabbix.outbox.repair.OutboxRepair;
import org.moodlefleet.zabbix.outbox.repair.RecoveryCheckpoint;
import org.moodlefleet.zabbix.outbox.repair.RowRecovery;
import org.moodlefleet.zabbix.outbox.tables.Schema;
import org.moodlefleet.zabbix.outbox.tables.TotalTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The outbox's file with what stands beside it. It opens whatever the process before, the disk or somebody's
 * hand has left of it: a file that is not what was written is {@linkplain OutboxRepair mended} first.
 */
final class OutboxFile {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** So much is compared with its indices at each start; more is read through after an unclean end only. */
    private static final long SMALL_BYTES = 16 << 20;

    /** What keeps a sound file from being opened; anything else that SQLite says while opening is damage. */
    private static final Set<String> NO_DAMAGE = Set.of(
            SQLiteErrorCode.SQLITE_FULL.name(),
            SQLiteErrorCode.SQLITE_CANTOPEN.name(),
            SQLiteErrorCode.SQLITE_READONLY.name(),
            SQLiteErrorCode.SQLITE_PERM.name(),
            SQLiteErrorCode.SQLITE_NOMEM.name());

    private final OutboxConfig config;
    private final Path file;
    private final Path log;
    private final Path marksFile;
    private final OutboxRepair mending;
    private FileGuard guard;
    private boolean wasOpen;
    private boolean marksAreOld;

    /** @param counts of what is in it, by owner */
    record Opened(Connection connection, Map<String, Counts> counts, Optional<RowRecovery.Outcome> mended) {}

    OutboxFile(OutboxConfig config, Clock clock) {
        this.config = config;
        this.file = config.file().toAbsolutePath();
        this.log = sibling("-wal");
        this.marksFile = sibling(".marks");
        this.mending = new OutboxRepair(file, clock);
    }

    Opened open() {
        try {
            if (guard == null) {
                Files.createDirectories(file.resolveSibling(""));
                guard = FileGuard.of(file);
            }
            mending.finishInterrupted();
            Optional<RecoveryCheckpoint> marks = RecoveryCheckpoint.read(marksFile);
            Optional<String> missing = wasOpen ? Optional.empty() : missing(marks);
            if (missing.isPresent()) {
                return hint(missing.get(), true);
            }
            return openOrRepair(WriteAheadLog.isWritten(log));
        } catch (IOException e) {
            throw new OutboxException(file, Reason.FAILED, "failed: " + e, e);
        }
    }

    /** The file is not open any more, and was found damaged while it was. */
    Opened hint(String finding) {
        try {
            return hint(finding, false);
        } catch (IOException e) {
            throw new OutboxException(file, Reason.FAILED, "cannot be mended: " + e, e);
        }
    }

    /** A full disk does without: those of before stay true, and lead further back. */
    void write(RecoveryCheckpoint marks) {
        try {
            marks.write(marksFile);
            marksAreOld = false;
        } catch (IOException e) {
            LOG.atLevel(marksAreOld ? Level.DEBUG : Level.WARN)
                    .log("marks of the outbox not written: {}", e.toString());
            marksAreOld = true;
        }
    }

    /** Lets other processes have it. */
    void release() throws IOException {
        if (guard != null) {
            guard.close();
            guard = null;
        }
    }

    private Opened openOrRepair(boolean unclean) throws IOException {
        try {
            return openSound(unclean, Optional.empty());
        } catch (SQLException e) {
            if (!isDamage(e)) {
                throw SqliteFile.translated(file, e);
            }
            return hint(e.getMessage(), false);
        }
    }

    private Opened hint(String finding, boolean suspect) throws IOException {
        try {
            RecoveryCheckpoint marks =
                    RecoveryCheckpoint.read(marksFile).orElse(new RecoveryCheckpoint(false, Map.of(), Map.of()));
            RowRecovery.Outcome outcome = mending.hint(finding, marks, suspect);
            return openSound(false, Optional.of(outcome));
        } catch (SQLException e) {
            throw SqliteFile.translated(file, e);
        }
    }

    private Opened openSound(boolean unclean, Optional<RowRecovery.Outcome> mended) throws SQLException, IOException {
        boolean small = !Files.exists(file) || Files.size(file) <= SMALL_BYTES;
        Connection connection = new SqliteFile(file).open(config.maxBytes());
        try {
            Schema.prepare(connection);
            if (small || unclean) {
                SqliteFile.check(connection, small);
            }
            Map<String, Counts> counts = TotalTable.load(connection);
            RecoveryCheckpoint marks = RecoveryCheckpoint.of(connection, counts);
            // leaves a trace in the log, so that a log that vanishes is missed
            Schema.touch(connection);
            connection.commit();
            write(marks);
            wasOpen = true;
            return new Opened(connection, counts, mended);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** What SQLite does not notice: it makes a file that is not there, and forgets what it cannot read of its log. */
    private Optional<String> missing(Optional<RecoveryCheckpoint> marks) throws IOException {
        boolean there = Files.exists(file) && Files.size(file) > 0;
        if (!there && marks.isPresent()) {
            return Optional.of("the file is empty or gone");
        }
        if (there && marks.isPresent() && marks.get().open() && !WriteAheadLog.isWritten(log)) {
            return Optional.of("its log is gone");
        }
        int lost = there ? WriteAheadLog.lostTransactions(log) : 0;
        return lost == 0 ? Optional.empty() : Optional.of("its log is damaged before its end");
    }

    private static boolean isDamage(SQLException e) {
        if (e instanceof Schema.UnknownVersionException) {
            return false;
        }
        String code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "";
        boolean environment = NO_DAMAGE.contains(code)
                || code.startsWith("SQLITE_BUSY")
                || code.startsWith("SQLITE_IOERR")
                || code.startsWith("SQLITE_CANTOPEN")
                || code.startsWith("SQLITE_READONLY");
        return !environment;
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
