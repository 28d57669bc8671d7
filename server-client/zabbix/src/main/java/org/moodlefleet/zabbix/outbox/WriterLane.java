package org.moodlefleet.zabbix.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.OutboxException;
import org.moodlefleet.zabbix.outbox.contract.OutboxException.Reason;
import org.moodlefleet.zabbix.outbox.file.Reserve;
import org.moodlefleet.zabbix.outbox.file.SqliteFile;
import org.moodlefleet.zabbix.outbox.repair.RecoveryCheckpoint;
import org.moodlefleet.zabbix.outbox.tables.Changes;
import org.moodlefleet.zabbix.outbox.tables.CorruptOutboxException;
import org.moodlefleet.zabbix.outbox.tables.SampleTable;
import org.moodlefleet.zabbix.outbox.tables.TotalTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the file. Operations that queue up while a transaction runs share the next
 * one, and none is acknowledged before its commit. When a shared transaction fails, each of its operations
 * gets a transaction of its own, so that a full disk fails those that need space and not those that make
 * some.
 */
final class WriterLane {

    /** An operation inside a transaction; it reports what it changes and never commits. */
    interface Operation<T> {
        T run(Connection connection, Changes changes) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(WriterLane.class);
    private static final int MAX_GROUP = 500;

    private final Path name;
    private final OutboxFile file;
    private final Reserve reserve;
    private final OutboxCounters ledger;
    private final WorkerExecutor thread;
    private final Queue<Task<?>> queue = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile Runnable onSteppedBack = () -> {};
    private Connection connection;

    WriterLane(Vertx vertx, OutboxConfig config, OutboxCounters ledger, Clock clock) {
        this.name = config.file();
        this.file = new OutboxFile(config, clock);
        this.reserve = new Reserve(name.toAbsolutePath(), config.maxBytes());
        this.ledger = ledger;
        this.thread = vertx.createSharedWorkerExecutor("outbox " + name.toAbsolutePath(), 1);
    }

    /** For operations that read or make room. */
    <T> Future<T> submit(Operation<T> operation) {
        return submit(new Task<>(operation, false));
    }

    /** For operations that store something: on a full disk they are refused, to leave the last room to the others. */
    <T> Future<T> submitGrowing(Operation<T> operation) {
        return submit(new Task<>(operation, true));
    }

    /** Calls the listener, on this thread, when damage of the file has set watermarks back. */
    void onSteppedBack(Runnable listener) {
        onSteppedBack = listener;
    }

    /** Writes them beside the file, after what was submitted before. */
    Future<Void> write(RecoveryCheckpoint marks) {
        return thread.executeBlocking(
                () -> {
                    if (!closed) {
                        file.write(marks);
                    }
                    return null;
                },
                false);
    }

    private <T> Future<T> submit(Task<T> task) {
        if (closed) {
            return Future.failedFuture(new OutboxException(name, Reason.CLOSED, "has been closed", null));
        }
        queue.add(task);
        return thread.executeBlocking(
                () -> {
                    while (!task.done) {
                        runGroup();
                    }
                    return task.result();
                },
                false);
    }

    /** Everything submitted before is still done. */
    Future<Void> close() {
        closed = true;
        return thread.executeBlocking(
                        () -> {
                            while (!queue.isEmpty()) {
                                runGroup();
                            }
                            closeFile();
                            return null;
                        },
                        false)
                .eventually(thread::close)
                .mapEmpty();
    }

    private void closeFile() throws IOException {
        try {
            if (connection != null) {
                RecoveryCheckpoint marks =
                        RecoveryCheckpoint.of(connection, ledger.stats().byOwner());
                connection.close();
                connection = null;
                file.write(marks.closed());
            }
        } catch (SQLException e) {
            LOG.warn("outbox not closed cleanly, as after a crash: {}", e.getMessage());
        } finally {
            disconnect();
            file.release();
        }
    }

    private void runGroup() {
        List<Task<?>> group = new ArrayList<>();
        for (Task<?> task = queue.poll(); task != null; task = group.size() < MAX_GROUP ? queue.poll() : null) {
            group.add(task);
        }
        try {
            transaction(group);
        } catch (OutboxException e) {
            makeRoom(e);
            group.forEach(this::runAlone);
        }
    }

    private void runAlone(Task<?> task) {
        try {
            transaction(List.of(task));
        } catch (OutboxException e) {
            makeRoom(e);
            task.fail(e);
        }
    }

    private void makeRoom(OutboxException e) {
        if (e.reason() == Reason.FULL) {
            if (e.getCause() != null) { // not refused in time, but met by a write
                reserve.spend();
            }
            checkpoint();
        }
    }

    /** Lets what was stored find its place in the file while there is some: the log then needs no more room. */
    private void checkpoint() {
        if (connection == null) {
            return;
        }
        rollback();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("pragma wal_checkpoint");
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            LOG.debug("what is in the log stays there for now", e);
            disconnect();
        }
    }

    private void transaction(List<Task<?>> group) {
        try {
            connect();
            try {
                commit(group);
            } catch (SQLException e) {
                rollback();
                if (!CorruptOutboxException.is(e)) {
                    throw e;
                }
                hint(e.getMessage());
                commit(group);
            }
        } catch (SQLException e) {
            rollback();
            throw SqliteFile.translated(name, e);
        } catch (RuntimeException | Error e) { // none may be left waiting, whatever went wrong
            rollback();
            throw e instanceof OutboxException known
                    ? known
                    : new OutboxException(name, Reason.FAILED, "failed: " + e, e);
        }
    }

    private void commit(List<Task<?>> group) throws SQLException {
        Changes changes = new Changes();
        for (Task<?> task : group) {
            if (task.grows && !reserve.leavesRoom()) {
                throw new OutboxException(name, Reason.FULL, "the disk is full", null);
            }
            task.run(connection, changes);
        }
        TotalTable.write(connection, ledger.after(changes));
        Map<String, Long> oldest =
                SampleTable.oldestClocks(connection, changes.byOwner().keySet());
        connection.commit();
        ledger.apply(changes.byOwner(), oldest);
        group.forEach(Task::succeed);
    }

    private void connect() throws SQLException {
        if (connection == null) {
            use(file.open());
        }
    }

    private void hint(String finding) throws SQLException {
        disconnect();
        use(file.hint(finding));
    }

    private void use(OutboxFile.Opened opened) throws SQLException {
        connection = opened.connection();
        ledger.reset(
                opened.counts(),
                SampleTable.oldestClocks(connection, opened.counts().keySet()));
        opened.mended().ifPresent(outcome -> {
            ledger.mended();
            if (outcome.steppedBack()) {
                onSteppedBack.run();
            }
        });
    }

    private void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException e) {
            beginAnew();
        }
    }

    /** On a full disk SQLite has rolled back by itself; the driver must be told to begin the next transaction. */
    private void beginAnew() {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("nothing to commit", e);
        }
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            disconnect();
        }
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("what was committed is in the file or its log, where the next connection finds it", e);
        } finally {
            connection = null;
        }
    }

    private static final class Task<T> {
        private final Operation<T> operation;
        private final boolean grows;
        private T result;
        private OutboxException failure;
        private boolean done;

        Task(Operation<T> operation, boolean grows) {
            this.operation = operation;
            this.grows = grows;
        }

        void run(Connection connection, Changes changes) throws SQLException {
            result = operation.run(connection, changes);
        }

        void succeed() {
            done = true;
        }

        void fail(OutboxException e) {
            failure = e;
            done = true;
        }

        T result() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }
}
