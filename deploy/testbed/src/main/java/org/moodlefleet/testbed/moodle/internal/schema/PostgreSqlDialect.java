package org.moodlefleet.testbed.moodle.internal.schema;

import java.util.ArrayList;
import java.util.List;
import org.moodlefleet.testbed.moodle.Engine;

/** Moodle's PostgreSQL: ids from a sequence TABLE_id_seq, the primary key as a named constraint. */
final class PostgreSqlDialect extends Dialect {
    PostgreSqlDialect() {
        super(Engine.POSTGRESQL);
    }

    @Override
    public List<String> createIndexes(String prefix, Table table) {
        List<String> statements = new ArrayList<>();
        for (Index index : table.indexes()) {
            String name = index.name(prefix, table);
            String columns = columns(index);
            statements.add(createIndex(index.unique(), name, prefix + table.name(), columns));
            if (index.pattern()) {
                statements.add(createIndex(
                        false,
                        name + "_pattern",
                        prefix + table.name(),
                        columns.replace(")", " varchar_pattern_ops)")));
            }
        }
        return statements;
    }

    private String createIndex(boolean unique, String name, String table, String columns) {
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + quote(name) + " ON " + quote(table) + " " + columns;
    }

    @Override
    String identifier(String prefix, Table table) {
        return quote("id") + " bigserial NOT NULL";
    }

    @Override
    String primaryKey(String prefix, Table table) {
        return "CONSTRAINT " + quote(prefix + table.abbreviation() + "_id_pk") + " PRIMARY KEY (" + quote("id") + ")";
    }

    @Override
    String whole(int digits) {
        return digits > 9 ? "bigint" : digits > 4 ? "integer" : "smallint";
    }

    @Override
    String decimal(int precision, int scale) {
        return "numeric(" + precision + "," + scale + ")";
    }

    @Override
    String longText() {
        return "text";
    }

    @Override
    String tableOptions() {
        return "";
    }
}
