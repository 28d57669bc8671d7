package org.moodlefleet.collector.measure.sql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns that a query names by their table's alias, {@code u.lastaccess}. A first look, which finds what is misspelt or
 * forgotten; a column without an alias, or of an alias that stands for several tables, is left to the account's rights.
 */
public final class ReferredColumns {

    private static final Set<String> NO_ALIAS = Set.of(
            "on",
            "where",
            "join",
            "left",
            "right",
            "inner",
            "cross",
            "full",
            "natural",
            "group",
            "order",
            "having",
            "limit",
            "union",
            "using",
            "as",
            "set",
            "force",
            "use",
            "ignore",
            "straight_join",
            "and",
            "or",
            "offset",
            "window");

    private ReferredColumns() {}

    /**
     * @param mark stands before the name of each table in the SQL
     * @return names in small letters, by table
     */
    public static Map<String, Set<String>> in(String sql, String mark) {
        String bare = sql.replaceAll(SqlText.LITERAL, "''");
        Map<String, String> tables = tables(bare, mark);
        Map<String, Set<String>> columns = new TreeMap<>();
        Matcher column =
                Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*)\\.([A-Za-z_]\\w*)").matcher(bare.replace(mark, ""));
        while (column.find()) {
            String table = tables.get(column.group(1).toLowerCase(Locale.ROOT));
            if (table != null && !table.isEmpty()) {
                columns.computeIfAbsent(table, name -> new TreeSet<>())
                        .add(column.group(2).toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    /** @return the table by alias; the empty text where it stands for several, or for a subquery as well */
    private static Map<String, String> tables(String sql, String mark) {
        Map<String, String> tables = new HashMap<>();
        Matcher table = Pattern.compile(
                        Pattern.quote(mark) + "(\\w+)(?:\\s+(?:AS\\s+)?([A-Za-z_]\\w*))?", Pattern.CASE_INSENSITIVE)
                .matcher(sql);
        while (table.find()) {
            String alias = table.group(2) == null ? "" : table.group(2).toLowerCase(Locale.ROOT);
            add(tables, NO_ALIAS.contains(alias) || alias.isEmpty() ? table.group(1) : alias, table.group(1));
        }
        Matcher subquery = Pattern.compile("\\)\\s*(?:AS\\s+)?([A-Za-z_]\\w*)", Pattern.CASE_INSENSITIVE)
                .matcher(sql);
        while (subquery.find()) {
            String alias = subquery.group(1).toLowerCase(Locale.ROOT);
            tables.computeIfPresent(alias, (name, before) -> "");
        }
        return tables;
    }

    private static void add(Map<String, String> tables, String alias, String table) {
        tables.merge(alias, table, (before, other) -> before.equals(other) ? other : "");
    }
}
