package org.moodlefleet.collector.measure;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.RolePolicy;

/**
 * Every column that is read of a Moodle: by measure sets and the fragments that they use, and to learn what Moodle it is.
 *
 * @param byTable columns by table without prefix
 * @param optional {@code table.column} of those that a Moodle may lack
 */
public record ReadColumns(SortedMap<String, SortedSet<String>> byTable, Set<String> optional) {

    public ReadColumns {
        byTable = Collections.unmodifiableSortedMap(new TreeMap<>(byTable));
        optional = Set.copyOf(optional);
    }

    /**
     * @param besides columns by table that are read to learn what Moodle it is
     * @param policies by which people's roles are told; what only another one reads is left out
     */
    public static ReadColumns of(
            Map<String, List<String>> besides,
            Collection<Template> templates,
            Engine engine,
            Set<RolePolicy> policies) {
        SortedMap<String, SortedSet<String>> read = new TreeMap<>();
        BiConsumer<String, List<String>> reads = (table, columns) ->
                read.computeIfAbsent(table, t -> new TreeSet<>()).addAll(columns);
        besides.forEach(reads);
        for (Template template : templates) {
            for (MeasureSet set : template.queried()) {
                set.reads().forEach(reads);
                policies.forEach(
                        policy -> template.fragments().addReads(set.sql().on(engine), engine, policy, reads));
            }
        }
        return new ReadColumns(
                read,
                templates.stream()
                        .flatMap(template -> template.queried().stream())
                        .flatMap(set -> Stream.concat(set.needs().columns().stream(), set.mayLack().keySet().stream()))
                        .collect(Collectors.toSet()));
    }

    /**
     * Those that a Moodle has.
     *
     * @param schema its columns by table without prefix
     */
    public ReadColumns within(Map<String, Set<String>> schema) {
        SortedMap<String, SortedSet<String>> present = new TreeMap<>();
        byTable.forEach((table, columns) -> {
            SortedSet<String> found = new TreeSet<>(columns);
            found.retainAll(schema.getOrDefault(table, Set.of()));
            if (!found.isEmpty()) {
                present.put(table, found);
            }
        });
        return new ReadColumns(present, Set.of());
    }
}
