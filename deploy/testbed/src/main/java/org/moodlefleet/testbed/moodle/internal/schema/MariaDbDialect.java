package org.moodlefleet.testbed.moodle.internal.schema;

import java.util.List;
import java.util.stream.Collectors;
import org.moodlefleet.testbed.moodle.Engine;

/** Moodle's MariaDB: numbers with a display width, compressed rows. */
final class MariaDbDialect extends Dialect {
    MariaDbDialect() {
        super(Engine.MARIADB);
    }

    /** One statement for all of them: a table is rebuilt once. */
    @Override
    public List<String> createIndexes(String prefix, Table table) {
        if (table.indexes().isEmpty()) {
            return List.of();
        }
        return List.of(table.indexes().stream()
                .map(index -> "ADD " + (index.unique() ? "UNIQUE " : "") + "KEY " + quote(index.name(prefix, table))
                        + " " + columns(index))
                .collect(Collectors.joining(", ", "ALTER TABLE " + quote(prefix + table.name()) + " ", "")));
    }

    @Override
    String identifier(String prefix, Table table) {
        return quote("id") + " bigint(10) NOT NULL AUTO_INCREMENT";
    }

    @Override
    String primaryKey(String prefix, Table table) {
        return "PRIMARY KEY (" + quote("id") + ")";
    }

    @Override
    String whole(int digits) {
        String name = digits > 9
                ? "bigint"
                : digits > 6 ? "int" : digits > 4 ? "mediumint" : digits > 2 ? "smallint" : "tinyint";
        return name + "(" + digits + ")";
    }

    @Override
    String decimal(int precision, int scale) {
        return "decimal(" + precision + "," + scale + ")";
    }

    @Override
    String longText() {
        return "longtext";
    }

    @Override
    String tableOptions() {
        return " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=COMPRESSED";
    }
}
