package org.moodlefleet.collector.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.moodlefleet.collector.measure.sql.Fragments;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.ListedSegment;
import org.moodlefleet.model.RolePolicy;

/**
 * A named bundle of measure sets.
 *
 * @param id folder below {@code templates/}, such as {@code moodle}
 * @param name as Zabbix shows it, such as {@code MOODLE}
 * @param segments its dimensions by name, in the order of the names
 * @param zabbix what Zabbix shows of it besides the measures' items
 * @param own whether an operator wrote it: then nothing that its queries might do outlives them
 */
public record Template(
        String id,
        String name,
        Fragments fragments,
        Map<String, Segment> segments,
        List<MeasureSet> sets,
        TemplateExtras zabbix,
        boolean own) {

    /** A NULL of a type, which PostgreSQL wants, in the words of all engines. */
    private static final String NULL_NUMBER = "NULLIF(0, 0) AS ";

    private static final String NOTHING = "(SELECT 1 AS nothing) nothing WHERE 1 = 0";

    public Template {
        sets = List.copyOf(sets);
    }

    /** The same, as an operator's. */
    public Template asOwn() {
        return new Template(id, name, fragments, segments, sets, zabbix, true);
    }

    /** The sets that a Moodle's database is asked for: all but what the collector tells by itself. */
    public List<MeasureSet> queried() {
        return sets.stream().filter(set -> set.shape() != Shape.STATUS).toList();
    }

    /** All measures, in the order of the files. */
    public List<Measure> measures() {
        return sets.stream().flatMap(set -> set.measures().stream()).toList();
    }

    /** The file that declares a key, below the folder of templates, by key; those of the reference and of discoveries too. */
    public Map<String, String> places() {
        Map<String, String> places = new HashMap<>();
        segments.values().forEach(segment -> places.put(segment.discovery(), id + "/segments.yaml"));
        sets.forEach(set -> set.keys().forEach(key -> places.put(key, id + "/measures/" + set.set() + ".yaml")));
        return places;
    }

    /** The dimension that a set of this template is about. */
    public Optional<Segment> segmentOf(MeasureSet set) {
        return Optional.ofNullable(set.segment()).map(segments::get);
    }

    /**
     * The template without the sets that rest on a list which the operator has not given.
     *
     * @param given the lists that are not empty
     */
    public Template with(Set<ListedSegment> given) {
        return new Template(
                id,
                name,
                fragments,
                segments,
                sets.stream().filter(set -> set.needs().metBy(given)).toList(),
                zabbix,
                own);
    }

    /** Whether a Moodle yields anything of it. */
    public boolean offeredBy(Capabilities offer) {
        return queried().stream().anyMatch(set -> set.offeredBy(offer));
    }

    /** @param table from a table's name without prefix to the name that stands in the SQL */
    public Statement statement(MeasureSet set, Engine engine, RolePolicy policy, UnaryOperator<String> table) {
        return Statement.of(set.sql(), fragments, engine, policy, table);
    }

    /**
     * The same for a Moodle that lacks some of what it may lack. The place of such a table is taken by a subquery that has
     * the columns which are read, whole numbers where they are missing: NULL, and no row where the table is.
     *
     * @param lacking tables and columns, as {@code table.column}
     */
    public Statement statement(
            MeasureSet set, Engine engine, RolePolicy policy, UnaryOperator<String> table, Set<String> lacking) {
        SortedMap<String, SortedSet<String>> read = new TreeMap<>();
        BiConsumer<String, List<String>> reads = (name, columns) ->
                read.computeIfAbsent(name, t -> new TreeSet<>()).addAll(columns);
        set.reads().forEach(reads);
        fragments.addReads(set.sql().on(engine), engine, policy, reads);
        return statement(set, engine, policy, name -> complete(name, read.get(name), table.apply(name), lacking));
    }

    private static String complete(String table, Set<String> columns, String inSql, Set<String> lacking) {
        boolean gone = lacking.contains(table);
        if (columns == null || !gone && columns.stream().noneMatch(column -> lacking.contains(table + "." + column))) {
            return inSql;
        }
        String selected = columns.stream()
                .map(column -> gone || lacking.contains(table + "." + column) ? NULL_NUMBER + column : column)
                .collect(Collectors.joining(", "));
        return "(SELECT " + selected + " FROM " + (gone ? NOTHING : inSql) + ")";
    }
}
