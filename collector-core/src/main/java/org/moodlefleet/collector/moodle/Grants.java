package org.moodlefleet.collector.moodle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.moodlefleet.collector.measure.ReadColumns;

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
