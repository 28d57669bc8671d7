package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;

import java.util.List;
import java.util.stream.Stream;

/** Sessions that Moodle keeps in its database. */
final class SessionsOracle {
    private static final long USUAL_TIMEOUT = 28800;

    private SessionsOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.perfs.sessions", HOURLY, SessionsOracle::ofPeople),
                state("moodle.perfs.sessionsguest", HOURLY, SessionsOracle::ofGuests),
                state("moodle.perfs.sessionsstale", HOURLY, SessionsOracle::stale));
    }

    static long ofPeople(Reading now) {
        return fresh(now)
                .filter(session -> session.above("userid", 0) && !isGuest(session, now))
                .count();
    }

    static long ofGuests(Reading now) {
        return fresh(now)
                .filter(session -> session.is("userid", 0) || isGuest(session, now))
                .count();
    }

    static long stale(Reading now) {
        return now.rows("sessions")
                .filter(session -> session.below("timemodified", oldest(now)))
                .count();
    }

    private static Stream<Row> fresh(Reading now) {
        return now.rows("sessions").filter(session -> session.atLeast("timemodified", oldest(now)));
    }

    private static boolean isGuest(Row session, Reading now) {
        return now.people().isGuest(session.num("userid"));
    }

    private static long oldest(Reading now) {
        return now.tick() - now.config().number("sessiontimeout").orElse(USUAL_TIMEOUT);
    }
}
