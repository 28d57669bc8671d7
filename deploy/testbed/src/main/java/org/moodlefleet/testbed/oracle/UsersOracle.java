package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;
import static org.moodlefleet.testbed.oracle.Rate.INSTANT;
import static org.moodlefleet.testbed.oracle.Rate.MONTHLY;
import static org.moodlefleet.testbed.oracle.Rate.WEEKLY;

import java.util.List;
import java.util.Set;

/** Accounts: how many there are, of which kind, and who is there now. */
final class UsersOracle {
    private UsersOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.users.online", INSTANT, now -> seenInTheLast(300, now)),
                state("moodle.users.connected", HOURLY, now -> seenInTheLast(900, now)),
                state("moodle.users.active", HOURLY, now -> seenInTheLast(3600, now)),
                state(
                        "moodle.users.registered",
                        DAILY,
                        now -> now.people().registered().count()),
                state(
                        "moodle.users.deleted",
                        DAILY,
                        now -> now.people().deleted().count()),
                state("moodle.users.suspended", DAILY, UsersOracle::suspended),
                state("moodle.users.unconfirmed", DAILY, UsersOracle::unconfirmed),
                state("moodle.users.alive", DAILY, UsersOracle::alive),
                state("moodle.users.activated", DAILY, UsersOracle::activated),
                state("moodle.users.neveraccessed", DAILY, UsersOracle::neverAccessed),
                state(
                        "moodle.users.siteadmins",
                        DAILY,
                        now -> livingIn(now.config().siteAdmins(), now)),
                state(
                        "moodle.users.students",
                        DAILY,
                        now -> livingIn(now.roles().students(), now)),
                state(
                        "moodle.users.teachers",
                        DAILY,
                        now -> livingIn(now.roles().teachers(), now)),
                state("moodle.users.staff", DAILY, now -> livingIn(now.roles().staff(), now)),
                window("moodle.users.dailycreated", DAILY, UsersOracle::created),
                state("moodle.enrol.active", DAILY, now ->
                        (long) Enrolments.ofLivingUsers(now).size()),
                state("moodle.auth.weeklymanualusers", WEEKLY, now -> authenticatedBy("manual", now)),
                state("moodle.auth.weeklyldapusers", WEEKLY, now -> authenticatedBy("ldap", now)),
                state("moodle.auth.weeklycasusers", WEEKLY, now -> authenticatedBy("cas", now)),
                state("moodle.users.monthlyalive", MONTHLY, UsersOracle::alive));
    }

    static long alive(Reading now) {
        return now.people().living().count();
    }

    static long suspended(Reading now) {
        return now.people().registered().filter(user -> user.is("suspended", 1)).count();
    }

    static long unconfirmed(Reading now) {
        return now.people()
                .registered()
                .filter(user -> user.is("suspended", 0) && user.is("confirmed", 0))
                .count();
    }

    static long activated(Reading now) {
        return now.people().living().filter(user -> user.above("lastaccess", 0)).count();
    }

    static long neverAccessed(Reading now) {
        return now.people().living().filter(user -> user.is("lastaccess", 0)).count();
    }

    static long created(Reading now) {
        Window window = now.window();
        return now.people()
                .registered()
                .filter(user -> user.within("timecreated", window))
                .count();
    }

    /** No upper bound: whoever is seen again just after the tick was there before it all the same. */
    private static long seenInTheLast(long seconds, Reading now) {
        return now.people()
                .living()
                .filter(user -> user.atLeast("lastaccess", now.tick() - seconds))
                .count();
    }

    private static long livingIn(Set<Long> ids, Reading now) {
        return now.people().living().filter(user -> user.in("id", ids)).count();
    }

    private static long authenticatedBy(String method, Reading now) {
        return now.people().living().filter(user -> user.is("auth", method)).count();
    }
}
