package org.moodlefleet.testbed.oracle;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Active enrolments (docs/measures-rules.md, section 5). */
final class Enrolments {

    /** A person and one of their courses. */
    record Place(long course, long user) {}

    private Enrolments() {}

    /** Living users with an active enrolment, once a course. */
    static Set<Place> ofLivingUsers(Reading now) {
        return ofLivingUsers(now, now.tick());
    }

    /** @param moment at which they are active, epoch seconds */
    static Set<Place> ofLivingUsers(Reading now, long moment) {
        Set<Long> living = now.people().livingIds();
        Set<Long> courses = now.courses().ids();
        Map<Long, Long> courseByMethod = now.rows("enrol")
                .filter(enrol -> enrol.is("status", 0) && enrol.in("courseid", courses))
                .collect(Collectors.toMap(enrol -> enrol.num("id"), enrol -> enrol.num("courseid")));
        return now.rows("user_enrolments")
                .filter(enrolment -> enrolment.in("enrolid", courseByMethod.keySet()))
                .filter(enrolment -> enrolment.is("status", 0) && enrolment.atMost("timestart", moment))
                .filter(enrolment -> enrolment.is("timeend", 0) || enrolment.above("timeend", moment))
                .filter(enrolment -> enrolment.in("userid", living))
                .map(enrolment -> new Place(courseByMethod.get(enrolment.num("enrolid")), enrolment.num("userid")))
                .collect(Collectors.toSet());
    }
}
