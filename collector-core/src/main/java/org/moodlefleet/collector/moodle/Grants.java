package org.moodlefleet.collector.moodle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.moodlefleet.collector.measure.ReadColumns;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;

/**
 * The least rights with which a Moodle can be read, as SQL of its engine: the columns that are read, and nothing of what is
 * personal.
 *
 * @param schema of PostgreSQL; null for the others
 * @param prefix of the Moodle's tables
 */
public record Grants(Engine engine, String database, String schema, String prefix, Grantee grantee) {

    /**
     * Who is granted.
     *
     * @param host that the account comes from, with MariaDB's and MySQL's wildcards; PostgreSQL's accounts come from anywhere
     */
    public record Grantee(String account, String host) {}

    /** Of the account with which an instance is read. */
    public static Grants of(DatabaseAddress address, Grantee grantee) {
        boolean postgresql = address.engine() == Engine.POSTGRESQL;
        String schema = postgresql && address.schema() == null ? "public" : address.schema();
        return new Grants(address.engine(), address.name(), schema, address.prefix(), grantee);
    }

    /** One statement of rights for each table, without a semicolon; each also by itself can be run again. */
    public List<String> statements(ReadColumns columns) {
        List<String> statements = new ArrayList<>(engine == Engine.POSTGRESQL ? entry() : List.of(sizes()));
        columns.byTable().forEach((table, names) -> {
            Set<String> always = new TreeSet<>(names);
            always.removeIf(name -> columns.optional().contains(table + "." + name));
            add(statements, table, always);
            // a column that is not there would take the rest of its table along
            names.stream().filter(name -> !always.contains(name)).forEach(name -> add(statements, table, Set.of(name)));
        });
        return statements;
    }

    /** First word of the answer to {@link #proof} when nothing is missing. */
    public static final String PROVED = "granted";

    /**
     * A statement that asks which of the tables the account has no right to: the client that runs the others may pass over
     * those that fail. It answers one text: {@value #PROVED}, or what is missing.
     */
    public String proof(ReadColumns columns) {
        String tables = columns.byTable().keySet().stream()
                .map(table -> text(prefix + table))
                .collect(Collectors.joining(", "));
        String answer = "SELECT CASE WHEN COUNT(*) = 0 THEN 'MISSING: no table of this Moodle is there'"
                + " WHEN SUM(seen.may) = COUNT(*) THEN '" + PROVED + "'"
                + " ELSE CONCAT('MISSING: rights on ', COUNT(*) - SUM(seen.may), ' of ', COUNT(*), ' tables, such as ',"
                + " MIN(CASE WHEN seen.may = 0 THEN seen.name END)) END AS rights FROM (";
        return answer + (engine == Engine.POSTGRESQL ? postgresqlTables(tables) : mysqlTables(tables)) + ") seen";
    }

    private String postgresqlTables(String tables) {
        return "SELECT CAST(c.relname AS text) AS name, CASE WHEN has_any_column_privilege(" + text(grantee.account())
                + ", c.oid, 'SELECT') AND has_schema_privilege(" + text(grantee.account())
                + ", n.oid, 'USAGE') THEN 1 ELSE 0 END AS may FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = " + text(schema)
                + " WHERE c.relname IN (" + tables + ")";
    }

    private String mysqlTables(String tables) {
        return "SELECT t.table_name AS name, CASE WHEN EXISTS (SELECT 1 FROM information_schema.column_privileges p"
                + " WHERE p.grantee = " + text(account()) + " AND p.table_schema = t.table_schema"
                + " AND p.table_name = t.table_name) THEN 1 ELSE 0 END AS may FROM information_schema.tables t"
                + " WHERE t.table_schema = " + text(database) + " AND t.table_name IN (" + tables + ")";
    }

    /** The account itself; its password is still to be written. */
    public String creation() {
        return engine == Engine.POSTGRESQL
                ? "CREATE ROLE " + account() + " LOGIN PASSWORD '...'"
                : "CREATE USER " + account() + " IDENTIFIED BY '...'";
    }

    private List<String> entry() {
        return List.of(
                "GRANT CONNECT ON DATABASE " + engine.quote(database) + " TO " + account(),
                "GRANT USAGE ON SCHEMA " + engine.quote(schema) + " TO " + account());
    }

    /** Tables that an account has no right to are not in the statistics that it sees; this one shows no row of them. */
    private String sizes() {
        String exactly = database.replace("_", "\\_").replace("%", "\\%");
        return "GRANT SHOW VIEW ON " + engine.quote(exactly) + ".* TO " + account();
    }

    private void add(List<String> statements, String table, Set<String> columns) {
        if (!columns.isEmpty()) {
            String names = columns.stream().map(engine::quote).collect(Collectors.joining(", "));
            String within = engine.quote(engine == Engine.POSTGRESQL ? schema : database);
            statements.add("GRANT SELECT (" + names + ") ON " + within + "." + engine.quote(prefix + table) + " TO "
                    + account());
        }
    }

    private String account() {
        return engine == Engine.POSTGRESQL
                ? engine.quote(grantee.account())
                : text(grantee.account()) + "@" + text(grantee.host());
    }

    private static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
