package org.moodlefleet.collector.measure;

import java.util.List;
import java.util.function.UnaryOperator;
import org.moodlefleet.collector.moodle.Engine;

/**
 * A named bundle of measure sets.
 *
 * @param id folder below {@code templates/}, such as {@code moodle}
 * @param name as Zabbix shows it, such as {@code MOODLE}
 * @param zabbix what Zabbix shows of it besides the measures' items
 */
public record Template(String id, String name, Fragments fragments, List<MeasureSet> sets, ZabbixSide zabbix) {

    public Template {
        sets = List.copyOf(sets);
    }

    /** All measures, in the order of the files. */
    public List<Measure> measures() {
        return sets.stream().flatMap(set -> set.measures().stream()).toList();
    }

    /** Whether a Moodle yields anything of it. */
    public boolean offeredBy(Offer offer) {
        return sets.stream().anyMatch(set -> set.needs().metBy(offer));
    }

    /** @param table from a table's name without prefix to the name that stands in the SQL */
    public Statement statement(MeasureSet set, Engine engine, RolePolicy policy, UnaryOperator<String> table) {
        return Statement.of(set.sql(), fragments, engine, policy, table);
    }
}
