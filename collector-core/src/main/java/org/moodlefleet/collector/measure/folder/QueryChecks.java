package org.moodlefleet.collector.measure.folder;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.measure.sql.Fragments;
import org.moodlefleet.collector.measure.sql.ReferredColumns;
import org.moodlefleet.collector.measure.sql.SqlFunctions;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.RolePolicy;

/**
 * What the query of a measure set and the rest of its file must agree on. It is a first look at the text, which finds
 * mistakes with their place and never refuses what is right; the Moodle's database has the last word.
 */
final class QueryChecks {

    /** A query that takes whatever columns there are does not name them. */
    private static final Pattern ALL_COLUMNS =
            Pattern.compile("\\b(?:SELECT|DISTINCT)\\s+\\*|,\\s*\\*|\\.\\*", Pattern.CASE_INSENSITIVE);

    /** Before the names of tables: no SQL holds it. */
    private static final String TABLE = "\u00a7";

    /** A Moodle without one of them shows no page, or has no standard log, which {@code needs} says by itself. */
    private static final Set<String> OF_EVERY_MOODLE = Set.of(
            "config",
            "config_plugins",
            "context",
            "course",
            "course_categories",
            "course_modules",
            "course_sections",
            "enrol",
            "files",
            "logstore_standard_log",
            "modules",
            "role",
            "role_assignments",
            "sessions",
            "user",
            "user_enrolments",
            "user_info_data",
            "user_info_field");

    private final MeasureSet set;
    private final Fragments fragments;

    QueryChecks(MeasureSet set, Fragments fragments) {
        this.set = set;
        this.fragments = fragments;
    }

    /** @throws InvalidValueException naming the field of the set's file */
    void check() {
        if (set.shape() == Shape.STATUS) {
            StatusKeys.check(set.measures());
            return;
        }
        for (Engine engine : Engine.values()) {
            for (RolePolicy policy : RolePolicy.values()) {
                Set<String> tables = new TreeSet<>();
                String sql = Statement.of(set.sql(), fragments, engine, policy, table -> {
                            tables.add(table);
                            return TABLE + table;
                        })
                        .sql();
                SqlFunctions.check(sql);
                checkReads(tables, sql, engine, policy);
                checkApart(tables);
                checkColumns(sql);
            }
        }
    }

    /**
     * A table or column that no reads name is misspelt, or would be missing in the grants of the account. A set without any,
     * such as one that was carried over from report_zabbix, is left to the database.
     */
    private void checkReads(Set<String> tables, String sql, Engine engine, RolePolicy policy) {
        if (set.reads().isEmpty()) {
            return;
        }
        Map<String, Set<String>> declared = new TreeMap<>();
        BiConsumer<String, List<String>> add = (table, columns) ->
                declared.computeIfAbsent(table, name -> new TreeSet<>()).addAll(columns);
        set.reads().forEach(add);
        fragments.addReads(set.sql().on(engine), engine, policy, add);
        for (String table : tables) {
            if (!declared.containsKey(table)) {
                throw notRead("table", table, declared.keySet(), "{" + table + "}");
            }
        }
        ReferredColumns.in(sql, TABLE).forEach((table, columns) -> {
            for (String column : columns) {
                if (!declared.get(table).contains(column)) {
                    throw notRead("column", table + "." + column, declared.get(table), "." + column);
                }
            }
        });
    }

    /** Of a set of several measures that reads several tables, nobody could tell what a missing one costs. */
    private void checkApart(Set<String> tables) {
        if (set.reads().isEmpty() || set.measures().size() < 2 || tables.size() < 2) {
            return;
        }
        for (String table : tables) {
            if (!OF_EVERY_MOODLE.contains(table)
                    && !set.needs().tables().contains(table)
                    && !set.mayLack().containsKey(table)) {
                throw new InvalidValueException(
                        "mayLack",
                        "does not say which measures rest on '" + table + "'",
                        "write " + table + ": [column, ...] of the query there, or the table into needs where all do");
            }
        }
    }

    private static InvalidValueException notRead(String what, String name, Set<String> declared, String written) {
        String hint = what.equals("table")
                ? "write it there, with the columns that the query touches"
                : "write it there, below its table";
        String last = name.substring(name.indexOf('.') + 1);
        String suggestion = Suggestion.among(last, declared.stream().toList()).toString();
        return new InvalidValueException(
                "sql",
                "uses the " + what + " '" + name + "', which is not listed under reads",
                suggestion.startsWith("did you mean") ? hint + "; " + suggestion : hint,
                written);
    }

    private void checkColumns(String sql) {
        if (ALL_COLUMNS.matcher(sql).find()) {
            return;
        }
        switch (set.shape()) {
            case ROW -> checkMeasures(sql);
            case LIST -> checkColumn(sql, "sql", MeasureSet.ITEM);
            case SEGMENTS -> {
                checkColumn(sql, "sql", MeasureSet.SEGMENT);
                checkMeasures(sql);
            }
            case DISCOVERY -> {
                checkColumn(sql, "sql", MeasureSet.SEGMENT);
                checkColumn(sql, "sql", MeasureSet.NAME);
            }
            case STATUS -> throw new IllegalStateException("a status has no query");
        }
    }

    private void checkMeasures(String sql) {
        for (int i = 0; i < set.measures().size(); i++) {
            checkColumn(sql, "measures/" + i + "/column", set.measures().get(i).column());
        }
    }

    /** A column has the name only where the name stands in the text, and not as an alias before a column of its own. */
    private static void checkColumn(String sql, String field, String column) {
        String name = Pattern.quote(column.toLowerCase(Locale.ROOT));
        if (!Pattern.compile("(?<!\\w)" + name + "(?!\\w|\\s*\\.)")
                .matcher(sql.toLowerCase(Locale.ROOT))
                .find()) {
            throw new InvalidValueException(
                    field, "the query has no column '" + column + "'", "write AS " + column + " after what it yields");
        }
    }
}
