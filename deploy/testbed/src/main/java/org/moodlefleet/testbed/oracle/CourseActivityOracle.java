package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.WEEKLY;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** moodle.courses: what the log says of the courses that still exist. */
final class CourseActivityOracle {
    private CourseActivityOracle() {}

    static List<Measure> measures() {
        return List.of(
                window(
                        "moodle.courses.top3",
                        DAILY,
                        now -> top3(now, now.calendar().days(30))),
                window("moodle.courses.dailytop3", DAILY, now -> top3(now, now.window())),
                window("moodle.courses.weeklytop3", WEEKLY, now -> top3(now, now.window())),
                window("moodle.courses.dailyvisited", DAILY, CourseActivityOracle::visited),
                window("moodle.courses.dailyinactive", DAILY, CourseActivityOracle::inactive),
                window("moodle.courses.weeklyinactive", WEEKLY, CourseActivityOracle::inactive));
    }

    static long visited(Reading now) {
        Set<Long> visited = coursesWithPeople(now);
        return now.courses()
                .courses()
                .filter(course -> course.in("id", visited))
                .count();
    }

    static long inactive(Reading now) {
        Set<Long> visited = coursesWithPeople(now);
        return now.courses()
                .courses()
                .filter(course -> course.below("timecreated", now.window().end()))
                .filter(course -> !course.in("id", visited))
                .count();
    }

    private static Set<Long> coursesWithPeople(Reading now) {
        return now.log()
                .person(now.window())
                .filter(event -> !event.isNull("courseid"))
                .map(event -> event.num("courseid"))
                .collect(Collectors.toSet());
    }

    static String top3(Reading now, Window window) {
        Set<Long> courses = now.courses().ids();
        Map<Long, Long> events = now.log()
                .web(window)
                .filter(event -> event.isNull("realuserid") && event.in("courseid", courses))
                .collect(Collectors.groupingBy(event -> event.num("courseid"), Collectors.counting()));
        Map<Long, Row> rows =
                now.courses().courses().collect(Collectors.toMap(row -> row.num("id"), Function.identity()));
        return events.keySet().stream()
                .sorted(Comparator.<Long>comparingLong(id -> -events.get(id)).thenComparing(id -> id))
                .limit(3)
                .map(id -> named(rows.get(id), now.settings().courseNames()))
                .collect(Collectors.joining(", "));
    }

    private static String named(Row course, boolean namesAllowed) {
        String id = String.valueOf(course.num("id"));
        return namesAllowed
                ? id + "-" + Texts.line(course.text("shortname"), 40).replace(',', ' ')
                : id;
    }
}
