package org.moodlefleet.collector.moodle;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.moodlefleet.collector.measure.Statement;

/**
 * One connection to a Moodle's database for the length of a tick. Each statement is a read-only
 * transaction of its own, so that one that fails costs nothing but itself.
 */
public final class MoodleSession {

    private final SqlConnection connection;
    private final DatabaseAddress database;
    private final int mostRows;

    MoodleSession(SqlConnection connection, DatabaseAddress database, int mostRows) {
        this.connection = connection;
        this.database = database;
        this.mostRows = mostRows;
    }

    /**
     * Reads what the site says of itself and, in the same statement, which of some tables it has.
     *
     * @param plugins asked whether they are installed
     * @param tables asked whether they exist, and for their columns; without prefix
     * @return fails with {@code NO_MOODLE} when there is no Moodle at the prefix
     */
    public Future<KnownMoodle> moodle(List<String> plugins, List<String> tables) {
        SiteQuery query = new SiteQuery(database, plugins, tables);
        return connection
                .preparedQuery(query.sql())
                .execute(query.parameters())
                .map(query::moodle)
                .recover(e -> Future.failedFuture(noMoodle(e)));
    }

    private Throwable noMoodle(Throwable e) {
        CollectionFailure failure = CollectionFailure.of(e);
        return failure.kind() == CollectionFailure.Kind.BROKEN_MEASURE
                ? new CollectionException(new CollectionFailure(
                        CollectionFailure.Kind.NO_MOODLE,
                        "no Moodle at table prefix '" + database.prefix() + "': " + failure.message()))
                : e;
    }

    /**
     * Reads what is to be known before the first collection.
     *
     * @param clock ours
     */
    public Future<Surroundings> surroundings(Clock clock) {
        return Surroundings.read(this, database, clock);
    }

    /** Version of the database server, as it says it. */
    public Future<String> serverVersion() {
        return connection
                .query("SELECT VERSION()")
                .execute()
                .map(rows -> rows.iterator().next().getString(0));
    }

    /**
     * Runs a statement.
     *
     * @param parameters value of each of its parameters
     * @return rows with lower-case column names
     */
    public Future<List<Map<String, Object>>> query(Statement statement, Map<String, Object> parameters) {
        return query(statement.bind(parameters));
    }

    /** Runs a statement that has its values; else the same. */
    public Future<List<Map<String, Object>>> query(Statement.Bound bound) {
        return connection
                .preparedQuery(bound.sql())
                .execute(Tuple.tuple(bound.values()))
                .map(rows -> {
                    if (rows.size() > mostRows) {
                        throw new MeasureMismatchException("more than " + mostRows + " rows");
                    }
                    List<Map<String, Object>> result = new ArrayList<>();
                    rows.forEach(row -> result.add(columns(row)));
                    return result;
                });
    }

    private static Map<String, Object> columns(Row row) {
        Map<String, Object> columns = new HashMap<>();
        for (int i = 0; i < row.size(); i++) {
            columns.put(row.getColumnName(i).toLowerCase(Locale.ROOT), row.getValue(i));
        }
        return columns;
    }
}
