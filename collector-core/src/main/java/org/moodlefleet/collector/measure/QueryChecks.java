package org.moodlefleet.collector.measure;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.moodlefleet.collector.moodle.Engine;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/**
 * What the query of a measure set and the rest of its file must agree on. It is a first look at the text, which finds
 * mistakes with their place and never refuses what is right; the Moodle's database has the last word.
 */
final class QueryChecks {

    /** A query that takes whatever columns there are does not name them. */
    private static final Pattern ALL_COLUMNS =
            Pattern.compile("\\b(?:SELECT|DISTINCT)\\s+\\*|,\\s*\\*|\\.\\*", Pattern.CASE_INSENSITIVE);

    private final MeasureSet set;
    private final Fragments fragments;

    QueryChecks(MeasureSet set, Fragments fragments) {
        this.set = set;
        this.fragments = fragments;
    }

    /** @throws InvalidValueException naming the field of the set's file */
    void check() {
        for (Engine engine : Engine.values()) {
            for (RolePolicy policy : RolePolicy.values()) {
                Set<String> tables = new TreeSet<>();
                String sql = Statement.of(set.sql(), fragments, engine, policy, table -> {
                            tables.add(table);
                            return table;
                        })
                        .sql();
                checkTables(tables, engine, policy);
                checkColumns(sql);
            }
        }
    }

    /**
     * A table that no reads name is misspelt, or would be missing in the grants of the account. A set without any, such as
     * one that was carried over from report_zabbix, is left to the database.
     */
    private void checkTables(Set<String> tables, Engine engine, RolePolicy policy) {
        if (set.reads().isEmpty()) {
            return;
        }
        Set<String> declared = new TreeSet<>(set.reads().keySet());
        fragments.addReads(set.sql().on(engine), engine, policy, (table, columns) -> declared.add(table));
        for (String table : tables) {
            if (!declared.contains(table)) {
                String mend = "write it there, with the columns that the query touches";
                String suggestion = Suggestion.among(table, declared.stream().toList());
                throw new InvalidValueException(
                        "sql",
                        "uses the table '" + table + "', which does not stand in reads",
                        suggestion.startsWith("did you mean") ? mend + "; " + suggestion : mend,
                        "{" + table + "}");
            }
        }
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
