package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Dimension.COURSE;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.SegmentMeasure.people;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** moodle.course: the courses of interest, one by one. */
final class CourseOracle {
    private static final long COURSE_CONTEXT = 50;
    private static final Set<String> PLUMBING = Set.of("qbank", "subsection");

    private CourseOracle() {}

    static List<SegmentMeasure> measures() {
        return List.of(
                window("requests", "requests", (now, course) -> requests(now, course)),
                window("distinctusers", "distinctusers", people(CourseOracle::distinctUsers)),
                window("views", null, (now, course) -> views(now, course)),
                state("enrolled", "enrolled", (now, course) -> enrolled(now, course)),
                state("completed", "completed", (now, course) -> completed(now, course)),
                state("modules", "modules", (now, course) -> modules(now, course)),
                state("proposedmodules", "proprosedmodules", (now, course) -> proposedModules(now, course)),
                state("engagement", "engagement", (now, course) -> new Engagement(now, course).ratio()),
                state("fileload", "fileload", (now, course) -> SegmentStorage.below(now, COURSE_CONTEXT, course)));
    }

    private static SegmentMeasure window(String name, String reference, SegmentMeasure.Calculation calculation) {
        return SegmentMeasure.window(COURSE, key(name), referenceKey(reference), DAILY, calculation);
    }

    private static SegmentMeasure state(String name, String reference, SegmentMeasure.Calculation calculation) {
        return SegmentMeasure.state(COURSE, key(name), referenceKey(reference), DAILY, calculation);
    }

    private static String key(String name) {
        return "moodle.course." + name + "[{#COURSEID}]";
    }

    private static String referenceKey(String name) {
        return name == null ? null : "moodle.course.[{#COURSEID}." + name + "]";
    }

    static long requests(Reading now, Segment course) {
        return now.log()
                .web(now.window())
                .filter(event -> event.is("courseid", course.number()))
                .count();
    }

    static long distinctUsers(Reading now, Segment course) {
        return LogEvents.distinctUsers(peopleIn(now, course)).size();
    }

    static long views(Reading now, Segment course) {
        return peopleIn(now, course)
                .filter(event -> event.is("action", "viewed"))
                .count();
    }

    private static Stream<Row> peopleIn(Reading now, Segment course) {
        return now.log().person(now.window()).filter(event -> event.is("courseid", course.number()));
    }

    static long enrolled(Reading now, Segment course) {
        return Enrolments.ofLivingUsers(now).stream()
                .filter(place -> place.course() == course.number())
                .count();
    }

    static long completed(Reading now, Segment course) {
        return now.rows("course_completions")
                .filter(completion -> completion.is("course", course.number()) && completion.above("timecompleted", 0))
                .count();
    }

    static long modules(Reading now, Segment course) {
        return activities(now, course).count();
    }

    static long proposedModules(Reading now, Segment course) {
        Set<Long> openSections = now.rows("course_sections")
                .filter(section -> section.is("visible", 1))
                .map(section -> section.num("id"))
                .collect(Collectors.toSet());
        return activities(now, course)
                .filter(module -> module.is("visible", 1) && module.in("section", openSections))
                .count();
    }

    /** The activities of the course as moodle.modules.all counts them. */
    static Stream<Row> activities(Reading now, Segment course) {
        Activities activities = now.activities();
        return activities
                .ofCourses()
                .filter(module -> module.is("course", course.number()) && module.is("visibleoncoursepage", 1))
                .filter(module -> !PLUMBING.contains(activities.name(module)));
    }
}
