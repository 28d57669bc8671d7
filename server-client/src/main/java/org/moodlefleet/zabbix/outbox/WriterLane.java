package org.moodlefleet.zabbix.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.moodlefleet.zabbix.outbox.OutboxException.Reason;
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
    private final SqliteFile file;
    private final Ledger ledger;
    private final WorkerExecutor thread;
    private final Queue<Task<?>> queue = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private Connection connection;

    WriterLane(Vertx vertx, OutboxConfig config, Ledger ledger) {
        this.name = config.file();
        this.file = new SqliteFile(config);
        this.ledger = ledger;
        this.thread = vertx.createSharedWorkerExecutor("outbox " + name.toAbsolutePath(), 1);
    }

    <T> Future<T> submit(Operation<T> operation) {
        if (closed) {
            return Future.failedFuture(new OutboxException(name, Reason.CLOSED, "has been closed", null));
        }
        Task<T> task = new Task<>(operation);
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
                            disconnect();
                            return null;
                        },
                        false)
                .eventually(thread::close)
                .mapEmpty();
    }

    private void runGroup() {
        List<Task<?>> group = new ArrayList<>();
        for (Task<?> task = queue.poll(); task != null; task = group.size() < MAX_GROUP ? queue.poll() : null) {
            group.add(task);
        }
        try {
            transaction(group);
        } catch (OutboxException e) {
            if (group.size() == 1) {
                group.get(0).fail(e);
            } else {
                group.forEach(this::runAlone);
            }
        }
    }

    private void runAlone(Task<?> task) {
        try {
            transaction(List.of(task));
        } catch (OutboxException e) {
            task.fail(e);
        }
    }

    private void transaction(List<Task<?>> group) {
        Changes changes = new Changes();
        try {
            if (connection == null) {
                connection = file.open();
            }
            for (Task<?> task : group) {
                task.run(connection, changes);
            }
            TotalTable.add(connection, changes.byOwner());
            Map<String, Long> oldest =
                    SampleTable.oldestClocks(connection, changes.byOwner().keySet());
            connection.commit();
            ledger.apply(changes.byOwner(), oldest);
            group.forEach(Task::succeed);
        } catch (SQLException e) {
            rollback();
            throw file.translated(e);
        } catch (RuntimeException | Error e) { // none may be left waiting, whatever went wrong
            rollback();
            throw e instanceof OutboxException known
                    ? known
                    : new OutboxException(name, Reason.FAILED, "failed: " + e, e);
        }
    }

    /** SQLite may have rolled back by itself; when in doubt the next transaction begins with a new connection. */
    private void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
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
        private T result;
        private OutboxException failure;
        private boolean done;

        Task(Operation<T> operation) {
            this.operation = operation;
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
