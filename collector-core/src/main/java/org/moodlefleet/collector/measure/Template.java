package org.moodlefleet.collector.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
        return queried().stream().anyMatch(set -> set.needs().metBy(offer));
    }

    /** @param table from a table's name without prefix to the name that stands in the SQL */
    public Statement statement(MeasureSet set, Engine engine, RolePolicy policy, UnaryOperator<String> table) {
        return Statement.of(set.sql(), fragments, engine, policy, table);
    }
}
