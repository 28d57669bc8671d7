package org.moodlefleet.testbed.oracle;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The courses of the site and who can see them (docs/measures-rules.md, section 4). */
final class CourseCatalogue {
    private final MoodleSnapshot moodle;

    CourseCatalogue(MoodleSnapshot moodle) {
        this.moodle = moodle;
    }

    /** Every course but the site course. */
    Stream<Row> courses() {
        return moodle.rows("course").filter(course -> course.isNot("category", 0));
    }

    Set<Long> ids() {
        return courses().map(course -> course.num("id")).collect(Collectors.toSet());
    }

    Stream<Row> visible() {
        Map<Long, Row> categories =
                moodle.rows("course_categories").collect(Collectors.toMap(row -> row.num("id"), Function.identity()));
        return courses()
                .filter(course -> course.is("visible", 1))
                .filter(course -> isVisible(categories.get(course.num("category")), categories));
    }

    private static boolean isVisible(Row category, Map<Long, Row> categories) {
        if (category == null || !category.is("visible", 1)) {
            return false;
        }
        return idsOf(category.text("path"))
                .map(categories::get)
                .allMatch(ancestor -> ancestor == null || ancestor.is("visible", 1));
    }

    /** The ids of a path such as {@code /1/12/13}. */
    static Stream<Long> idsOf(String path) {
        return Arrays.stream((path == null ? "" : path).split("/"))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf);
    }
}
