package org.moodlefleet.testbed.oracle;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Roles that stand in a course's own context or in a category context above it. */
final class CourseRoles {
    private static final long CATEGORY = 40;
    private static final long COURSE = 50;

    private CourseRoles() {}

    /** Ascending ids of the courses where nobody has a role of one of these archetypes. */
    static List<Long> coursesWithout(List<String> archetypes, Reading now) {
        Set<Long> roles = now.rows("role")
                .filter(role -> role.in("archetype", archetypes))
                .map(role -> role.num("id"))
                .collect(Collectors.toSet());
        Set<Long> assigned = now.rows("role_assignments")
                .filter(assignment -> assignment.in("roleid", roles))
                .map(assignment -> assignment.num("contextid"))
                .collect(Collectors.toSet());
        Map<Long, Set<Long>> contexts = contextsByCourse(now);
        return now.courses()
                .courses()
                .map(course -> course.num("id"))
                .filter(id -> contexts.getOrDefault(id, Set.of()).stream().noneMatch(assigned::contains))
                .sorted()
                .toList();
    }

    private static Map<Long, Set<Long>> contextsByCourse(Reading now) {
        Map<Long, Row> contexts =
                now.rows("context").collect(Collectors.toMap(row -> row.num("id"), Function.identity()));
        return contexts.values().stream()
                .filter(context -> context.is("contextlevel", COURSE))
                .collect(Collectors.toMap(row -> row.num("instanceid"), row -> ownAndCategories(row, contexts)));
    }

    private static Set<Long> ownAndCategories(Row course, Map<Long, Row> contexts) {
        Set<Long> ids = new HashSet<>();
        ids.add(course.num("id"));
        CourseCatalogue.idsOf(course.text("path"))
                .filter(id -> contexts.containsKey(id) && contexts.get(id).is("contextlevel", CATEGORY))
                .forEach(ids::add);
        return ids;
    }
}
