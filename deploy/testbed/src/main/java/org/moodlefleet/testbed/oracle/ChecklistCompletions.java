package org.moodlefleet.testbed.oracle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who ticked the last mandatory item of a checklist, and when. */
final class ChecklistCompletions {
    private ChecklistCompletions() {}

    /** Pairs of person and checklist that were completed in the window. */
    static long ofDay(Reading now) {
        Map<Long, Set<Long>> itemsByList = now.rows("learningtimecheck_item")
                .filter(item -> item.is("itemoptional", 0) && item.is("userid", 0))
                .collect(Collectors.groupingBy(
                        item -> item.num("learningtimecheck"),
                        Collectors.mapping(item -> item.num("id"), Collectors.toSet())));
        Map<Long, Map<Long, Long>> ticksByPerson = new HashMap<>();
        now.rows("learningtimecheck_check")
                .filter(check -> check.above("usertimestamp", 0))
                .forEach(check -> ticksByPerson
                        .computeIfAbsent(check.num("userid"), person -> new HashMap<>())
                        .merge(check.num("item"), check.num("usertimestamp"), Math::max));
        return ticksByPerson.values().stream()
                .mapToLong(ticks -> itemsByList.values().stream()
                        .filter(items -> isDone(items, ticks, now.window()))
                        .count())
                .sum();
    }

    private static boolean isDone(Set<Long> items, Map<Long, Long> ticks, Window window) {
        if (!ticks.keySet().containsAll(items)) {
            return false;
        }
        Set<Long> stamps = new HashSet<>();
        items.forEach(item -> stamps.add(ticks.get(item)));
        return window.contains(stamps.stream().mapToLong(Long::longValue).max().orElseThrow());
    }
}
