package org.moodlefleet.collector.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.moodlefleet.collector.moodle.MeasureMismatchException;

/** The values of a measure set in the rows that its query answered. */
public final class Readings {

    private Readings() {}

    /**
     * @param rows with lower-case column names
     * @return value by measure, in the set's order; a measure that is not to be sent is left out
     * @throws MeasureMismatchException when the rows are not as the set declares
     */
    public static Map<Measure, String> of(MeasureSet set, List<Map<String, Object>> rows) {
        return set.shape() == Shape.LIST ? ofList(set, rows) : ofRow(set, rows);
    }

    private static Map<Measure, String> ofRow(MeasureSet set, List<Map<String, Object>> rows) {
        if (rows.size() != 1) {
            throw new MeasureMismatchException("one row is declared, the query answers " + rows.size());
        }
        Map<Measure, String> readings = new LinkedHashMap<>();
        for (Measure measure : set.measures()) {
            if (!rows.get(0).containsKey(measure.column())) {
                throw new MeasureMismatchException("the query has no column '" + measure.column() + "'");
            }
            Values.of(measure, rows.get(0).get(measure.column())).ifPresent(value -> readings.put(measure, value));
        }
        return readings;
    }

    private static Map<Measure, String> ofList(MeasureSet set, List<Map<String, Object>> rows) {
        List<String> items = rows.stream()
                .map(row ->
                        Objects.requireNonNullElse(row.get(MeasureSet.ITEM), "").toString())
                .toList();
        Number total = rows.isEmpty() ? 0 : (Number) rows.get(0).getOrDefault(MeasureSet.TOTAL, rows.size());
        Map<Measure, String> readings = new LinkedHashMap<>();
        for (Measure measure : set.measures()) {
            Object raw =
                    measure.type() == ValueType.TEXT ? Values.list(items, set.separator(), total.longValue()) : total;
            Values.of(measure, raw).ifPresent(value -> readings.put(measure, value));
        }
        return readings;
    }
}
