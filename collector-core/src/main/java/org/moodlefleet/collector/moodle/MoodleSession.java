package org.moodlefleet.collector.moodle;

import static org.moodlefleet.collector.message.CollectorMessage.NOT_READ_ONLY;
import static org.moodlefleet.collector.message.CollectorMessage.NO_MOODLE;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.moodlefleet.collector.measure.MeasureMismatchException;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.wire.BoundExceededException;
import org.moodlefleet.collector.wire.SessionGuard;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;

/**
 * One connection to a Moodle's database for the length of a tick, used by one thread, which waits for each answer. Each
 * statement is a read-only transaction of its own, so that one that fails costs nothing but itself; unless the connection
 * is gone with it, see {@link #isOver}.
 */
public final class MoodleSession {

    private final Connection connection;
    private final DatabaseAddress database;
    private final int mostRows;
    private final SessionGuard guard;
    private final Duration answerWithin;
    private final long end;

    /**
     * @param answerWithin that the whole answer to a statement must have come
     * @param time for all statements; the last one may begin just before it is over
     */
    MoodleSession(
            Connection connection,
            DatabaseAddress database,
            int mostRows,
            SessionGuard guard,
            Duration answerWithin,
            Duration time) {
        this.connection = connection;
        this.database = database;
        this.mostRows = mostRows;
        this.guard = guard;
        this.answerWithin = answerWithin;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** Whether no more statement should be sent: there is no time left, or the connection has been ended. */
    public boolean isOver() {
        return guard.exceeded() != null || System.nanoTime() - end > 0;
    }

    /**
     * Reads what the site says of itself and, in the same statement, which of some tables it has.
     *
     * @param plugins asked whether they are installed
     * @param tables asked whether they exist, and for their columns; without prefix
     * @throws CollectionException of kind {@code NO_MOODLE} when there is no Moodle at the prefix
     */
    public KnownMoodle moodle(List<String> plugins, List<String> tables) throws SQLException {
        SiteQuery query = new SiteQuery(database, plugins, tables);
        try {
            return query.moodle(query(new Statement.Bound(query.sql(), query.parameters())));
        } catch (SQLException e) {
            throw noMoodle(e);
        }
    }

    private SQLException noMoodle(SQLException e) {
        CollectionFailure failure = CollectionFailure.of(e);
        if (failure.kind() == CollectionFailure.Kind.BROKEN_MEASURE) {
            throw new CollectionException(new CollectionFailure(
                    CollectionFailure.Kind.NO_MOODLE, NO_MOODLE.with(database.prefix(), failure.message())));
        }
        return e;
    }

    /**
     * Reads what is to be known before the first collection.
     *
     * @param clock ours
     */
    public DatabaseAudit surroundings(Clock clock) throws SQLException {
        return DatabaseAudit.read(this, database, clock);
    }

    /** Version of the database server, as it says it. */
    public String serverVersion() throws SQLException {
        return query(new Statement.Bound("SELECT VERSION() AS version", List.of())).stream()
                .map(row -> String.valueOf(row.get("version")))
                .findFirst()
                .orElse("");
    }

    /**
     * Runs a statement.
     *
     * @param parameters value of each of its parameters
     * @return rows with lower-case column names
     */
    public List<Map<String, Object>> query(Statement statement, Map<String, Object> parameters) throws SQLException {
        return query(statement.bind(parameters));
    }

    /** Runs a statement that has its values; otherwise the same. */
    public List<Map<String, Object>> query(Statement.Bound bound) throws SQLException {
        try {
            return rows(bound);
        } catch (SQLException | RuntimeException e) {
            BoundExceededException exceeded = guard.exceeded();
            if (exceeded != null) {
                throw new CollectionException(CollectionFailure.of(exceeded));
            }
            throw e;
        }
    }

    /**
     * Runs a statement that others wrote, in a transaction that is rolled back, so that nothing of what it might do outlives
     * it: neither rows, nor large objects, nor settings of the session. Afterwards the session is asked whether it still
     * only reads.
     */
    public List<Map<String, Object>> queryAndUndo(Statement.Bound bound) throws SQLException {
        if (database.engine() != Engine.POSTGRESQL) {
            // no query of the others' can change the session or end its being read-only
            return query(bound);
        }
        List<Map<String, Object>> rows;
        connection.setAutoCommit(false);
        try {
            rows = query(bound);
        } finally {
            if (guard.exceeded() == null) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        checkReadOnly();
        return rows;
    }

    private void checkReadOnly() throws SQLException {
        boolean reads = query(new Statement.Bound("SHOW default_transaction_read_only", List.of())).stream()
                .anyMatch(row -> row.containsValue("on"));
        if (!reads) {
            throw new CollectionException(new CollectionFailure(CollectionFailure.Kind.MISBEHAVING, NOT_READ_ONLY));
        }
    }

    private List<Map<String, Object>> rows(Statement.Bound bound) throws SQLException {
        guard.answerWithin(answerWithin);
        try (PreparedStatement statement = connection.prepareStatement(bound.sql())) {
            if (database.engine() == Engine.POSTGRESQL) {
                // the others' sessions have sql_select_limit
                statement.setMaxRows(mostRows + 1);
            }
            for (int i = 0; i < bound.values().size(); i++) {
                statement.setObject(i + 1, bound.values().get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return all(rows);
            }
        }
    }

    private List<Map<String, Object>> all(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        String[] names = new String[columns.getColumnCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = columns.getColumnLabel(i + 1).toLowerCase(Locale.ROOT);
        }
        List<Map<String, Object>> result = new ArrayList<>();
        while (rows.next()) {
            if (result.size() == mostRows) {
                throw new MeasureMismatchException("more than " + mostRows + " rows");
            }
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], value(rows.getObject(i + 1)));
            }
            result.add(row);
        }
        return result;
    }

    /** Expressions over binary columns yield bytes. */
    private static Object value(Object read) {
        return read instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : read;
    }
}
