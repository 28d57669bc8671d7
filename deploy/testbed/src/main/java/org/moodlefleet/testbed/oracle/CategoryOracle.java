package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Dimension.CATEGORY;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.SegmentMeasure.people;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** moodle.topcategory: categories with all that is below them. */
final class CategoryOracle {
    private static final long CATEGORY_CONTEXT = 40;

    private CategoryOracle() {}

    static List<SegmentMeasure> measures() {
        return List.of(
                window("requests", (now, category) -> requests(now, category)),
                window("distinctusers", people(CategoryOracle::distinctUsers)),
                state("enroled", (now, category) -> enroled(now, category)),
                state("courses", (now, category) ->
                        (long) coursesOf(now, category).size()),
                state("storage", (now, category) -> SegmentStorage.below(now, CATEGORY_CONTEXT, category)));
    }

    private static SegmentMeasure window(String name, SegmentMeasure.Calculation calculation) {
        return SegmentMeasure.window(CATEGORY, key(name), referenceKey(name), DAILY, calculation);
    }

    private static SegmentMeasure state(String name, SegmentMeasure.Calculation calculation) {
        return SegmentMeasure.state(CATEGORY, key(name), referenceKey(name), DAILY, calculation);
    }

    private static String key(String name) {
        return "moodle.topcategory." + name + "[{#CATID}]";
    }

    private static String referenceKey(String name) {
        return "moodle.topcategory.[{#CATID}." + name + "]";
    }

    static long requests(Reading now, Segment category) {
        Set<Long> courses = coursesOf(now, category);
        return now.log()
                .web(now.window())
                .filter(event -> event.in("courseid", courses))
                .count();
    }

    static long distinctUsers(Reading now, Segment category) {
        Set<Long> courses = coursesOf(now, category);
        return LogEvents.distinctUsers(now.log().person(now.window()).filter(event -> event.in("courseid", courses)))
                .size();
    }

    static long enroled(Reading now, Segment category) {
        Set<Long> courses = coursesOf(now, category);
        return Enrolments.ofLivingUsers(now).stream()
                .filter(place -> courses.contains(place.course()))
                .map(Enrolments.Place::user)
                .distinct()
                .count();
    }

    /** Courses that stand in the category itself or in one whose path leads through it. */
    private static Set<Long> coursesOf(Reading now, Segment category) {
        Map<Long, Row> categories =
                now.rows("course_categories").collect(Collectors.toMap(row -> row.num("id"), Function.identity()));
        return now.courses()
                .courses()
                .filter(course -> course.is("category", category.number())
                        || isBelow(categories.get(course.num("category")), category))
                .map(course -> course.num("id"))
                .collect(Collectors.toSet());
    }

    private static boolean isBelow(Row category, Segment ancestor) {
        return category != null && CourseCatalogue.idsOf(category.text("path")).anyMatch(id -> id == ancestor.number());
    }
}
