package org.moodlefleet.testbed.moodle.internal.schema;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.moodlefleet.testbed.moodle.Engine;

/** How an engine spells the tables; both follow what Moodle's own installer makes of them. */
public abstract sealed class Dialect permits MariaDbDialect, PostgreSqlDialect {
    private final Engine engine;

    Dialect(Engine engine) {
        this.engine = engine;
    }

    public static Dialect of(Engine engine) {
        return engine == Engine.POSTGRESQL ? new PostgreSqlDialect() : new MariaDbDialect();
    }

    /** The table with its primary key and nothing else, so that rows load fast; see {@link #createIndexes}. */
    public final String createTable(String prefix, Table table) {
        StringJoiner parts = new StringJoiner(", ", "(", ")");
        parts.add(identifier(prefix, table));
        for (Column column : table.columns()) {
            parts.add(engine.quote(column.name()) + " " + type(column.type())
                    + (column.nullable() ? "" : " NOT NULL")
                    + column.initial()
                            .map(value -> " DEFAULT " + (column.textual() ? "'" + value + "'" : value))
                            .orElse(""));
        }
        parts.add(primaryKey(prefix, table));
        return "CREATE TABLE " + engine.quote(prefix + table.name()) + " " + parts + tableOptions();
    }

    /** The statements that give the table all its indexes. */
    public abstract List<String> createIndexes(String prefix, Table table);

    /** Quoted column names in parentheses. */
    final String columns(Index index) {
        return index.columns().stream().map(engine::quote).collect(Collectors.joining(", ", "(", ")"));
    }

    final String quote(String identifier) {
        return engine.quote(identifier);
    }

    /** The type in the engine's words. */
    public final String type(ColumnType type) {
        if (type instanceof ColumnType.Whole whole) {
            return whole(whole.digits());
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return decimal(decimal.precision(), decimal.scale());
        }
        if (type instanceof ColumnType.Characters characters) {
            return "varchar(" + characters.length() + ")";
        }
        return longText();
    }

    abstract String identifier(String prefix, Table table);

    abstract String primaryKey(String prefix, Table table);

    abstract String whole(int digits);

    abstract String decimal(int precision, int scale);

    abstract String longText();

    abstract String tableOptions();
}
