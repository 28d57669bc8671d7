package org.moodlefleet.testbed.moodle.internal.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.internal.schema.Dialect;
import org.moodlefleet.testbed.moodle.internal.schema.Table;

/** The tables of one site in one database: made, filled, then indexed (an index built at the end costs a fraction). */
public final class SiteDatabase {
    private final Connection connection;
    private final String prefix;
    private final Engine engine;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, TableWriter> writers = new LinkedHashMap<>();

    public SiteDatabase(Connection connection, String prefix, List<Table> tables) throws SQLException {
        this.connection = connection;
        this.prefix = prefix;
        this.engine = Engine.of(connection);
        tables.forEach(table -> this.tables.put(table.name(), table));
    }

    public void createTables() throws SQLException {
        for (Table table : tables.values()) {
            execute(Dialect.of(engine).createTable(prefix, table));
        }
    }

    public void createIndexes() throws SQLException {
        for (Table table : tables.values()) {
            for (String statement : Dialect.of(engine).createIndexes(prefix, table)) {
                execute(statement);
            }
        }
    }

    /** The definition of a table that this site has. */
    public Table table(String name) {
        return tables.get(name);
    }

    /** Opens the one writer of a table. Columns left out get their default, or 0 or '' where a value is required. */
    public TableWriter writer(String table, String... columns) {
        if (!tables.containsKey(table) || writers.containsKey(table)) {
            throw new IllegalArgumentException(table + " is unknown or has a writer");
        }
        TableWriter writer = new TableWriter(this, tables.get(table), List.of(columns));
        writers.put(table, writer);
        return writer;
    }

    /** Loads what the writers still hold, and tells PostgreSQL's sequences where to go on. */
    public void finish() throws SQLException {
        writers.values().forEach(TableWriter::flush);
        if (engine == Engine.POSTGRESQL) {
            try (PreparedStatement setval = connection.prepareStatement("SELECT setval(CAST(? AS regclass), ?)")) {
                for (TableWriter writer : writers.values()) {
                    if (writer.lastId() > 0) {
                        setval.setString(1, quoted(writer.table().name() + "_id_seq"));
                        setval.setLong(2, writer.lastId());
                        setval.execute();
                    }
                }
            }
        }
    }

    /** Fresh statistics for the planner, as a running site has them. */
    public void analyze() throws SQLException {
        for (Table table : tables.values()) {
            execute((engine == Engine.POSTGRESQL ? "ANALYZE " : "ANALYZE TABLE ") + quoted(table.name()));
        }
    }

    /** Rows written so far. */
    public long rows() {
        return writers.values().stream().mapToLong(TableWriter::rows).sum();
    }

    public long rowsOf(String table) {
        TableWriter writer = writers.get(table);
        return writer == null ? 0 : writer.rows();
    }

    Connection connection() {
        return connection;
    }

    Engine engine() {
        return engine;
    }

    String quoted(String table) {
        return engine.quote(prefix + table);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
