package org.moodlefleet.collector.measure;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.moodlefleet.collector.measure.sql.EngineSql;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/**
 * The unit of collection: one query that yields several measures at one rate, or the segments of a dimension, as its
 * file declares it.
 *
 * @param set name, equal to the file's, unique within the template
 * @param nature default of its measures
 * @param reads columns that the query itself touches, by table without prefix
 * @param mayLack tables of them, and columns as {@code table.column}, that a Moodle may lack: with the columns of the query
 *     that rest on each, whose measures are left out then; the query itself finds NULL, and of a table no row
 * @param segment the dimension that its rows are about, for the shapes discovery and segments; else null
 * @param separator between the items of a list
 */
public record MeasureSet(
        String set,
        Rate rate,
        Nature nature,
        Needs needs,
        Map<String, List<String>> reads,
        Map<String, List<String>> mayLack,
        Shape shape,
        String segment,
        String separator,
        EngineSql sql,
        List<Measure> measures) {

    private static final Pattern SET = Pattern.compile("[a-z][a-z0-9-]*");

    /** Column of a list's rows that holds one element. */
    public static final String ITEM = "item";
    /** Column of a row about a segment that holds the segment's id. */
    public static final String SEGMENT = "segment";
    /** Column of a discovery's rows that holds the segment's name. */
    public static final String NAME = "name";
    /** Column of a list's rows that holds the number of all elements. */
    public static final String TOTAL = "total";

    public MeasureSet {
        if (set == null || !SET.matcher(set).matches()) {
            throw new InvalidValueException("set", "is no name", "write the file's name without .yaml");
        }
        if (rate == null) {
            throw new InvalidValueException("rate", "is missing", "write instant, hourly, daily, weekly or monthly");
        }
        shape = shape == null ? Shape.ROW : shape;
        nature = nature == null && shape == Shape.DISCOVERY ? Nature.STATE : nature;
        if (nature == null) {
            throw new InvalidValueException("nature", "is missing", "write window or state");
        }
        if ((sql == null) != (shape == Shape.STATUS)) {
            throw sql == null
                    ? new InvalidValueException("sql", "is missing", "write the query")
                    : new InvalidValueException("sql", "does not belong to a status", "leave it out");
        }
        measures = measures == null ? List.of() : measures;
        checkSegment(shape, segment, nature, measures);
        checkFormulas(shape, measures);
        Nature ofSet = nature;
        needs = needs == null ? Needs.NOTHING : needs;
        reads = reads == null ? Map.of() : Map.copyOf(reads);
        mayLack = mayLack == null ? Map.of() : Map.copyOf(mayLack);
        checkMayLack(mayLack, reads, measures);
        separator = separator == null ? "," : separator;
        measures = measures.stream().map(m -> m.withDefaultNature(ofSet)).toList();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < measures.size(); i++) {
            if (!measures.get(i).keys().allMatch(keys::add)) {
                throw new InvalidValueException(
                        "measures/" + i + "/key", "stands twice in this file", "choose another key");
            }
        }
    }

    private static void checkMayLack(
            Map<String, List<String>> mayLack, Map<String, List<String>> reads, List<Measure> measures) {
        Set<String> yielded = measures.stream().map(Measure::column).collect(Collectors.toCollection(TreeSet::new));
        new TreeMap<>(mayLack).forEach((name, resting) -> {
            String[] parts = name.split("\\.", 2);
            List<String> columns = reads.get(parts[0]);
            if (columns == null || parts.length == 2 && !columns.contains(parts[1])) {
                throw new InvalidValueException(
                        "mayLack",
                        "'" + name + "' is not listed under reads",
                        "write table or table.column as it stands there");
            }
            for (String column : resting) {
                if (!yielded.contains(column)) {
                    throw new InvalidValueException(
                            "mayLack/" + name,
                            "'" + column + "' is the column of no measure",
                            Suggestion.among(column, List.copyOf(yielded)).toString());
                }
            }
        });
    }

    private static void checkFormulas(Shape shape, List<Measure> measures) {
        for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).formula() != null && shape != Shape.STATUS) {
                throw new InvalidValueException(
                        "measures/" + i + "/formula", "belongs to the shape status", "let the query yield the value");
            }
        }
    }

    private static void checkSegment(Shape shape, String segment, Nature nature, List<Measure> measures) {
        if (shape.bySegment() != (segment != null)) {
            throw segment == null
                    ? new InvalidValueException("segment", "is missing", "write a name of segments.yaml")
                    : new InvalidValueException(
                            "segment", "belongs to other shapes", "write shape: segments or shape: discovery as well");
        }
        if (shape == Shape.DISCOVERY && !measures.isEmpty()) {
            throw new InvalidValueException(
                    "measures", "do not belong to a discovery", "write them into a set with shape: segments");
        }
        if (shape == Shape.DISCOVERY && nature != Nature.STATE) {
            throw new InvalidValueException("nature", "of a discovery is state", "write state, or leave it out");
        }
        if (shape != Shape.DISCOVERY && measures.isEmpty()) {
            throw new InvalidValueException("measures", "is empty", "declare what the query yields");
        }
    }

    /** Tables and columns that it names and a Moodle has not. */
    public SortedSet<String> lacking(Capabilities offer) {
        SortedSet<String> lacking = new TreeSet<>(mayLack.keySet());
        lacking.addAll(needs.tables());
        lacking.addAll(needs.columns());
        lacking.removeAll(offer.schema());
        return lacking;
    }

    /** Whether a measure can be had without some tables and columns. */
    public boolean yields(Measure measure, Set<String> lacking) {
        return lacking.stream()
                .noneMatch(name -> mayLack.getOrDefault(name, List.of()).contains(measure.column()));
    }

    /** Whether a Moodle has what it needs for something of it. */
    public boolean offeredBy(Capabilities offer) {
        Set<String> lacking = lacking(offer);
        return needs.metBy(offer)
                && (measures.isEmpty() || measures.stream().anyMatch(measure -> yields(measure, lacking)));
    }

    /** The keys of its measures, those of the reference included. */
    public List<String> keys() {
        return measures.stream().flatMap(Measure::keys).toList();
    }

    /** Whether windows that were missed are collected later: something of it can be computed for a past one. */
    public boolean catchesUp() {
        return rate != Rate.INSTANT && measures.stream().anyMatch(m -> m.nature() == Nature.WINDOW);
    }

    /** Number of values that are lost when a tick is missed. */
    public long stateMeasures() {
        return measures.stream().filter(m -> m.nature() == Nature.STATE).count();
    }
}
