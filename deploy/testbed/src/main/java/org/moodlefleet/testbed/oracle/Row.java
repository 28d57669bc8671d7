package org.moodlefleet.testbed.oracle;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * One row of a Moodle table. Whole numbers are {@code Long}, decimal ones {@code BigDecimal}, everything else is {@code String}; a NULL and a column that the
 * table does not have are the same: nothing. As in SQL, no comparison holds for a NULL.
 */
public record Row(Map<String, Object> columns) {
    public Row {
        columns = Map.copyOf(columns);
    }

    /** A row from names and values in turn; null values are NULLs. */
    public static Row of(Object... namesAndValues) {
        Map<String, Object> columns = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                columns.put(
                        (String) namesAndValues[i],
                        value instanceof Number number && !(value instanceof BigDecimal) ? number.longValue() : value);
            }
        }
        return new Row(columns);
    }

    public boolean isNull(String column) {
        return !columns.containsKey(column);
    }

    /** The number in a column that is never NULL in Moodle. */
    public long num(String column) {
        if (isNull(column)) {
            throw new IllegalStateException("NULL in column " + column + " of " + columns);
        }
        return (Long) columns.get(column);
    }

    /** The whole or decimal number in a column that is never NULL. */
    public BigDecimal decimal(String column) {
        return columns.get(column) instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(num(column));
    }

    /** The text in a column; null for NULL. */
    public String text(String column) {
        return (String) columns.get(column);
    }

    public boolean is(String column, long value) {
        return !isNull(column) && num(column) == value;
    }

    public boolean is(String column, String value) {
        return value.equals(columns.get(column));
    }

    public boolean isNot(String column, long value) {
        return !isNull(column) && num(column) != value;
    }

    public boolean isNot(String column, String value) {
        return !isNull(column) && !value.equals(text(column));
    }

    public boolean in(String column, Collection<?> values) {
        return !isNull(column) && values.contains(columns.get(column));
    }

    public boolean above(String column, long value) {
        return !isNull(column) && num(column) > value;
    }

    public boolean below(String column, long value) {
        return !isNull(column) && num(column) < value;
    }

    public boolean atLeast(String column, long value) {
        return !isNull(column) && num(column) >= value;
    }

    public boolean atMost(String column, long value) {
        return !isNull(column) && num(column) <= value;
    }

    public boolean within(String column, Window window) {
        return !isNull(column) && window.contains(num(column));
    }

    public boolean startsWith(String column, String beginning) {
        return !isNull(column) && text(column).startsWith(beginning);
    }
}
