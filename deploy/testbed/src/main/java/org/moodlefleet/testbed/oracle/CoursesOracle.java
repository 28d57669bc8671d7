package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.WEEKLY;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** moodle.courses: what courses there are. */
final class CoursesOracle {
    private static final long YEAR = 365 * 86400L;

    private CoursesOracle() {}

    static List<Measure> measures() {
        return List.of(
                state(
                        "moodle.courses.all",
                        DAILY,
                        now -> now.courses().courses().count()),
                state(
                        "moodle.courses.visible",
                        DAILY,
                        now -> now.courses().visible().count()),
                state("moodle.courses.nonvisible", DAILY, CoursesOracle::nonVisible),
                state("moodle.courses.nostudents", DAILY, now ->
                        (long) withoutStudents(now).size()),
                state("moodle.courses.noteachers", DAILY, now ->
                        (long) withoutTeachers(now).size()),
                state("moodle.courses.nostudentslist", DAILY, now -> list(withoutStudents(now))),
                state("moodle.courses.noteacherslist", DAILY, now -> list(withoutTeachers(now))),
                state("moodle.courses.noaccessed", DAILY, CoursesOracle::noAccessed),
                state("moodle.courses.ended", DAILY, CoursesOracle::ended),
                window("moodle.courses.dailycreated", DAILY, CoursesOracle::created),
                window("moodle.courses.weeklycreated", WEEKLY, CoursesOracle::created));
    }

    static long nonVisible(Reading now) {
        return now.courses().courses().count() - now.courses().visible().count();
    }

    /** Courses last opened more than a year ago, or never and older than that. */
    static long noAccessed(Reading now) {
        long aYearAgo = now.tick() - YEAR;
        Map<Long, Long> lastAccess = now.rows("user_lastaccess")
                .collect(Collectors.toMap(row -> row.num("courseid"), row -> row.num("timeaccess"), Math::max));
        return now.courses()
                .courses()
                .filter(course -> lastAccess.getOrDefault(course.num("id"), course.num("timecreated")) < aYearAgo)
                .count();
    }

    static long ended(Reading now) {
        return now.courses()
                .visible()
                .filter(course -> course.above("enddate", 0) && course.atMost("enddate", now.tick()))
                .count();
    }

    static long created(Reading now) {
        Window window = now.window();
        return now.courses()
                .courses()
                .filter(course -> course.within("timecreated", window))
                .count();
    }

    private static List<Long> withoutStudents(Reading now) {
        return CourseRoles.coursesWithout(List.of("student"), now);
    }

    private static List<Long> withoutTeachers(Reading now) {
        return CourseRoles.coursesWithout(List.of("teacher", "editingteacher"), now);
    }

    private static String list(List<Long> ids) {
        return Texts.list(ids.stream().map(String::valueOf).toList());
    }
}
