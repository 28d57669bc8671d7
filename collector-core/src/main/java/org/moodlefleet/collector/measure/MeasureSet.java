package org.moodlefleet.collector.measure;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;

/**
 * The unit of collection: one query that yields several measures at one rate, as its file declares it.
 *
 * @param set name, equal to the file's, unique within the template
 * @param nature default of its measures
 * @param reads columns that the query itself touches, by table without prefix
 * @param separator between the items of a list
 */
public record MeasureSet(
        String set,
        Rate rate,
        Nature nature,
        Needs needs,
        Map<String, List<String>> reads,
        Shape shape,
        String separator,
        EngineSql sql,
        List<Measure> measures) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    /** Column of a list's rows that holds one element. */
    public static final String ITEM = "item";
    /** Column of a list's rows that holds the number of all elements. */
    public static final String TOTAL = "total";

    public MeasureSet {
        if (set == null || !NAME.matcher(set).matches()) {
            throw new InvalidValueException("set", "is no name", "write the file's name without .yaml");
        }
        if (rate == null) {
            throw new InvalidValueException("rate", "is missing", "write instant, hourly, daily, weekly or monthly");
        }
        if (nature == null) {
            throw new InvalidValueException("nature", "is missing", "write window or state");
        }
        if (sql == null) {
            throw new InvalidValueException("sql", "is missing", "write the query");
        }
        if (measures == null || measures.isEmpty()) {
            throw new InvalidValueException("measures", "is empty", "declare what the query yields");
        }
        Nature ofSet = nature;
        needs = needs == null ? Needs.NOTHING : needs;
        reads = reads == null ? Map.of() : Map.copyOf(reads);
        shape = shape == null ? Shape.ROW : shape;
        separator = separator == null ? "," : separator;
        measures = measures.stream().map(m -> m.withDefaultNature(ofSet)).toList();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < measures.size(); i++) {
            if (!keys.add(measures.get(i).key())) {
                throw new InvalidValueException("measures/" + i + "/key", "stands twice in this file", "");
            }
        }
    }

    /** Whether anything of it can be computed for a past window. */
    public boolean hasWindowMeasures() {
        return measures.stream().anyMatch(m -> m.nature() == Nature.WINDOW);
    }

    /** Number of values that are lost when a tick is missed. */
    public long stateMeasures() {
        return measures.stream().filter(m -> m.nature() == Nature.STATE).count();
    }
}
