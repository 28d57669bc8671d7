package org.moodlefleet.testbed.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a Moodle is divided by, and which parts are discovered (docs/measures-rules.md, section 11). */
enum Dimension {
    CATEGORY("categories", "{#CATID}", Rate.DAILY, Dimension::categories),
    COURSE("courses", "{#COURSEID}", Rate.DAILY, Dimension::courses),
    COHORT("cohorts", "{#COHORTID}", Rate.DAILY, Dimension::cohorts),
    AUTH("auth", "{#AUTH}", Rate.WEEKLY, Dimension::methods);

    /** Key under which Zabbix gets the segments. */
    final String discovery;
    /** What stands in keys for the id of a segment. */
    final String macro;

    /** When its discovery is sent. */
    final Rate rate;

    private final Function<Reading, Stream<Segment>> segments;

    Dimension(String plural, String macro, Rate rate, Function<Reading, Stream<Segment>> segments) {
        this.discovery = "moodle.discovery[" + plural + "]";
        this.macro = macro;
        this.rate = rate;
        this.segments = segments;
    }

    List<Segment> segments(Reading now) {
        return segments.apply(now).toList();
    }

    /** Of the courses only when some are listed. */
    boolean isSent(Reading now) {
        return this != COURSE || !now.settings().segments().courses().isEmpty();
    }

    private static Stream<Segment> categories(Reading now) {
        List<Long> listed = now.settings().segments().categories();
        return now.rows("course_categories")
                .filter(category -> listed.isEmpty() ? category.is("parent", 0) : category.in("id", listed))
                .map(category -> Segment.numbered(category, category.text("name")));
    }

    private static Stream<Segment> courses(Reading now) {
        return now.courses()
                .courses()
                .filter(course -> course.in("id", now.settings().segments().courses()))
                .map(course -> Segment.numbered(
                        course, now.settings().courseNames() ? course.text("shortname") : "" + course.num("id")));
    }

    private static Stream<Segment> cohorts(Reading now) {
        List<Long> listed = now.settings().segments().cohorts();
        return now.rows("cohort")
                .filter(cohort -> listed.isEmpty() || cohort.in("id", listed))
                .map(cohort -> Segment.numbered(cohort, cohort.text("name")));
    }

    /** Manual accounts, the methods that are switched on, and those that somebody has. */
    private static Stream<Segment> methods(Reading now) {
        Set<String> methods = new TreeSet<>(Set.of("manual"));
        Arrays.stream(now.config().text("auth").orElse("").split(","))
                .map(String::strip)
                .filter(method -> !method.isEmpty())
                .forEach(methods::add);
        now.people().living().map(user -> user.text("auth")).forEach(methods::add);
        return methods.stream().map(method -> new Segment(method, method));
    }
}
