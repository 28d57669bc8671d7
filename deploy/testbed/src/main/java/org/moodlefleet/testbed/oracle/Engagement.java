package org.moodlefleet.testbed.oracle;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** How much of what a course offers its students have looked at, of what the log of a year still knows. */
final class Engagement {
    private static final long COURSE_CONTEXT = 50;
    private static final long MODULE_CONTEXT = 70;
    private static final long DAY = 86_400;

    private final Reading now;
    private final long course;
    private final Set<Long> students;
    private final Set<Long> activities;

    Engagement(Reading now, Segment segment) {
        this.now = now;
        this.course = segment.number();
        this.students = students();
        this.activities = activities(segment);
    }

    /** 0 to 1, 4 decimals. */
    BigDecimal ratio() {
        return Decimals.quotient(visits(), (long) students.size() * activities.size(), 4);
    }

    /** Pairs of a student and an activity that the student has opened. */
    private long visits() {
        return now.log()
                .personAsFarAsKept(window())
                .filter(event -> event.is("courseid", course) && event.is("contextlevel", MODULE_CONTEXT))
                .filter(event -> event.is("action", "viewed") && event.is("target", "course_module"))
                .filter(event -> event.in("userid", students) && event.in("contextinstanceid", activities))
                .map(event -> List.of(event.num("userid"), event.num("contextinstanceid")))
                .distinct()
                .count();
    }

    private Window window() {
        long end = now.calendar().day().end();
        long start = Math.max(startDate(), end - 365 * DAY);
        OptionalLong kept = now.config().number("logstore_standard", "loglifetime");
        if (kept.isPresent() && kept.getAsLong() > 0) {
            start = Math.max(start, now.tick() - kept.getAsLong() * DAY);
        }
        return new Window(start, end);
    }

    private long startDate() {
        return now.courses()
                .courses()
                .filter(row -> row.is("id", course))
                .mapToLong(row -> row.num("startdate"))
                .findFirst()
                .orElseThrow();
    }

    /** Living people, enrolled, with a student's role in the course itself. */
    private Set<Long> students() {
        Set<Long> contexts = now.rows("context")
                .filter(context -> context.is("contextlevel", COURSE_CONTEXT) && context.is("instanceid", course))
                .map(context -> context.num("id"))
                .collect(Collectors.toSet());
        Set<Long> roles = now.rows("role")
                .filter(role -> role.is("archetype", "student"))
                .map(role -> role.num("id"))
                .collect(Collectors.toSet());
        Set<Long> enrolled = Enrolments.ofLivingUsers(now).stream()
                .filter(place -> place.course() == course)
                .map(Enrolments.Place::user)
                .collect(Collectors.toSet());
        return now.rows("role_assignments")
                .filter(assignment -> assignment.in("contextid", contexts) && assignment.in("roleid", roles))
                .map(assignment -> assignment.num("userid"))
                .filter(enrolled::contains)
                .collect(Collectors.toSet());
    }

    private Set<Long> activities(Segment segment) {
        Activities kinds = now.activities();
        return CourseOracle.activities(now, segment)
                .filter(module -> module.is("visible", 1) && !kinds.name(module).equals("label"))
                .map(module -> module.num("id"))
                .collect(Collectors.toSet());
    }
}
