package org.moodlefleet.collector.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The values of a measure set in the rows that its query answered. */
public final class Readings {

    private Readings() {}

    /**
     * @param set of any shape but a discovery
     * @param rows with lower-case column names
     * @return in the order of rows and measures; what is not to be sent is left out
     * @throws MeasureMismatchException when the rows are not as the set declares
     */
    public static List<Reading> of(MeasureSet set, List<Map<String, Object>> rows) {
        List<Reading> readings = new ArrayList<>();
        switch (set.shape()) {
            case ROW -> addRow(readings, set, null, only(rows));
            case LIST -> addList(readings, set, rows);
            case SEGMENTS -> SegmentRows.byId(rows).forEach((id, row) -> addRow(readings, set, id, row));
            case DISCOVERY, STATUS -> throw new IllegalArgumentException(set.set() + " has no measures in rows");
        }
        return readings;
    }

    private static Map<String, Object> only(List<Map<String, Object>> rows) {
        if (rows.size() != 1) {
            throw new MeasureMismatchException("one row is declared, the query answers " + rows.size());
        }
        return rows.get(0);
    }

    private static void addRow(List<Reading> readings, MeasureSet set, String segment, Map<String, Object> row) {
        for (Measure measure : set.measures()) {
            Values.of(measure, SegmentRows.column(row, measure.column()))
                    .ifPresent(value -> readings.add(new Reading(measure, segment, value)));
        }
    }

    private static void addList(List<Reading> readings, MeasureSet set, List<Map<String, Object>> rows) {
        List<String> items = rows.stream()
                .map(row ->
                        Objects.requireNonNullElse(row.get(MeasureSet.ITEM), "").toString())
                .toList();
        Number total = rows.isEmpty() ? 0 : (Number) rows.get(0).getOrDefault(MeasureSet.TOTAL, rows.size());
        for (Measure measure : set.measures()) {
            Object raw =
                    measure.type() == ValueType.TEXT ? Values.list(items, set.separator(), total.longValue()) : total;
            Values.of(measure, raw).ifPresent(value -> readings.add(new Reading(measure, null, value)));
        }
    }
}
