package org.moodlefleet.collector.moodle;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.collector.measure.Statement;

/**
 * One connection to a Moodle's database for the length of a tick. Each statement is a read-only
 * transaction of its own, so that one that fails costs nothing but itself.
 */
public final class MoodleSession {

    /** PostgreSQL's information_schema hides what the account may not read; a missing right must not look like a missing table. */
    private static final String POSTGRESQL_COLUMNS = "SELECT c.relname AS t, a.attname AS c FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " WHERE c.relname IN (";

    private static final String MYSQL_COLUMNS = "SELECT table_name AS t, column_name AS c"
            + " FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN (";

    private final SqlConnection connection;
    private final DatabaseAddress database;
    private final int mostRows;

    MoodleSession(SqlConnection connection, DatabaseAddress database, int mostRows) {
        this.connection = connection;
        this.database = database;
        this.mostRows = mostRows;
    }

    /**
     * Reads what the site says of itself.
     *
     * @param plugins asked whether they are installed
     * @return fails with {@code NO_MOODLE} when there is no Moodle at the prefix
     */
    public Future<MoodleSite> site(List<String> plugins) {
        return connection
                .query(MoodleSite.query(database, plugins))
                .execute()
                .map(rows -> {
                    Map<String, String> facts = new HashMap<>();
                    rows.forEach(row -> facts.put(row.getString("fact"), row.getString("value")));
                    return MoodleSite.of(facts);
                })
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

    /** Version of the database server, as it says it. */
    public Future<String> serverVersion() {
        return connection
                .query("SELECT VERSION()")
                .execute()
                .map(rows -> rows.iterator().next().getString(0));
    }

    /**
     * Which of some tables exist, and their columns.
     *
     * @param tables without prefix
     * @return {@code table} and {@code table.column}, without prefix
     */
    public Future<Set<String>> offered(List<String> tables) {
        if (tables.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        String places = String.join(", ", tables.stream().map(table -> "?").toList());
        String sql = (database.engine() == Engine.POSTGRESQL ? POSTGRESQL_COLUMNS : MYSQL_COLUMNS) + places + ")";
        Tuple names = Tuple.tuple(new ArrayList<>(
                tables.stream().map(table -> database.prefix() + table).toList()));
        return connection.preparedQuery(sql).execute(names).map(rows -> {
            Set<String> offered = new HashSet<>();
            for (Row row : rows) {
                String table = row.getString(0).substring(database.prefix().length());
                offered.add(table);
                offered.add(table + "." + row.getString(1));
            }
            return offered;
        });
    }

    /**
     * Runs a statement.
     *
     * @param parameters value of each of its parameters
     * @return rows with lower-case column names
     */
    public Future<List<Map<String, Object>>> query(Statement statement, Map<String, Object> parameters) {
        Statement.Bound bound = statement.bind(parameters);
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
