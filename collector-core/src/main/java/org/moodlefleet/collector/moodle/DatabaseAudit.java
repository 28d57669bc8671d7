package org.moodlefleet.collector.moodle;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;

/**
 * What is to be known of a Moodle's database before it is collected for the first time, and not again.
 *
 * @param clockAhead how far the database server's clock is ahead of ours
 * @param configuredZone {@code config.timezone} as it stands there; empty when it does not
 * @param personal {@code table.column} of the personal columns that the account can read, sorted
 * @param writes rights of the account beyond reading, such as {@code INSERT}, sorted
 */
public record DatabaseAudit(
        Duration clockAhead, Optional<String> configuredZone, Set<String> personal, Set<String> writes) {

    private static final String MYSQL_CLOCK = "SELECT UNIX_TIMESTAMP(NOW(3)) AS now";
    private static final String POSTGRESQL_CLOCK = "SELECT EXTRACT(EPOCH FROM clock_timestamp()) AS now";

    /** Of a column they are told with those of roles, of its table, its database and the whole server. */
    private static final String MYSQL_RIGHTS = "SELECT table_name AS t, column_name AS c, privileges AS p"
            + " FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN ";

    private static final String POSTGRESQL_RIGHTS = "SELECT c.relname AS t, a.attname AS c, CONCAT_WS(',',"
            + " CASE WHEN has_column_privilege(c.oid, a.attnum, 'SELECT') THEN 'select' END,"
            + " CASE WHEN has_column_privilege(c.oid, a.attnum, 'INSERT') THEN 'insert' END,"
            + " CASE WHEN has_column_privilege(c.oid, a.attnum, 'UPDATE') THEN 'update' END,"
            + " CASE WHEN has_table_privilege(c.oid, 'DELETE') THEN 'delete' END,"
            + " CASE WHEN has_table_privilege(c.oid, 'TRUNCATE') THEN 'truncate' END) AS p"
            + " FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " WHERE c.relname IN ";

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "truncate");

    public DatabaseAudit {
        personal = Collections.unmodifiableSet(new TreeSet<>(personal));
        writes = Collections.unmodifiableSet(new TreeSet<>(writes));
    }

    /** Three statements. */
    static DatabaseAudit read(MoodleSession session, DatabaseAddress address, Clock clock) throws SQLException {
        Duration ahead = clockAhead(session, address, clock);
        Optional<String> zone = configuredZone(session, address);
        Map<String, Set<String>> readable = new HashMap<>();
        Set<String> writes = new HashSet<>();
        for (Map<String, Object> row : session.query(rights(address))) {
            note(row, address.prefix().length(), readable, writes);
        }
        return new DatabaseAudit(ahead, zone, PersonalColumns.among(readable), writes);
    }

    private static Duration clockAhead(MoodleSession session, DatabaseAddress address, Clock clock)
            throws SQLException {
        String sql = address.engine() == Engine.POSTGRESQL ? POSTGRESQL_CLOCK : MYSQL_CLOCK;
        long asked = clock.millis();
        List<Map<String, Object>> rows = session.query(new Statement.Bound(sql, List.of()));
        long ours = (asked + clock.millis()) / 2;
        double theirs = ((Number) rows.get(0).get("now")).doubleValue() * 1000;
        return Duration.ofMillis(Math.round(theirs) - ours);
    }

    private static Optional<String> configuredZone(MoodleSession session, DatabaseAddress address) throws SQLException {
        String sql = "SELECT value AS zone FROM " + address.table("config") + " WHERE name = 'timezone'";
        return session.query(new Statement.Bound(sql, List.of())).stream()
                .map(row -> String.valueOf(row.get("zone")).strip())
                .findFirst();
    }

    private static Statement.Bound rights(DatabaseAddress address) {
        List<Object> tables = new ArrayList<>();
        PersonalColumns.NEVER_READ.keySet().forEach(table -> tables.add(address.prefix() + table));
        String sql = address.engine() == Engine.POSTGRESQL ? POSTGRESQL_RIGHTS : MYSQL_RIGHTS;
        return new Statement.Bound(
                sql + "(" + String.join(", ", Collections.nCopies(tables.size(), "?")) + ")", tables);
    }

    private static void note(
            Map<String, Object> row, int prefix, Map<String, Set<String>> readable, Set<String> writes) {
        for (String right : row.get("p").toString().split(",")) {
            if (right.equals("select")) {
                readable.computeIfAbsent(row.get("t").toString().substring(prefix), table -> new HashSet<>())
                        .add(row.get("c").toString());
            } else if (WRITES.contains(right)) {
                writes.add(right.toUpperCase(Locale.ROOT));
            }
        }
    }
}
