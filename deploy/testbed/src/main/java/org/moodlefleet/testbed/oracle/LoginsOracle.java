package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;
import static org.moodlefleet.testbed.oracle.Rate.MONTHLY;

import java.util.List;
import java.util.Set;

/** What the log says of people: who logged in and who was active in a window. */
final class LoginsOracle {
    private LoginsOracle() {}

    static List<Measure> measures() {
        return List.of(
                window("moodle.users.hourlyfailedlogins", HOURLY, LoginsOracle::failedLogins),
                window("moodle.users.hourlylogins", HOURLY, LoginsOracle::logins),
                window("moodle.users.hourlydistinctusers", HOURLY, now ->
                        (long) active(now).size()),
                window("moodle.users.dailyfailedlogins", DAILY, LoginsOracle::failedLogins),
                window("moodle.users.dailylogins", DAILY, LoginsOracle::logins),
                window("moodle.users.dailydistinctusers", DAILY, now ->
                        (long) active(now).size()),
                window("moodle.users.dailydistinctlogins", DAILY, now ->
                        (long) loggedIn(now).size()),
                window("moodle.users.dailydistinctstudentlogins", DAILY, LoginsOracle::distinctStudentLogins),
                window("moodle.users.dailydistinctteacherlogins", DAILY, LoginsOracle::distinctTeacherLogins),
                window("moodle.users.dailydistinctstafflogins", DAILY, LoginsOracle::distinctStaffLogins),
                window(
                        "moodle.storage.dailylogrows",
                        DAILY,
                        now -> now.log().all(now.window()).count()),
                window("moodle.users.monthlyactive", MONTHLY, now ->
                        (long) active(now).size()),
                window("moodle.users.monthlyactivestudents", MONTHLY, LoginsOracle::activeStudents),
                window("moodle.users.monthlyactiveteachers", MONTHLY, LoginsOracle::activeTeachers),
                window("moodle.users.monthlylogins", MONTHLY, LoginsOracle::logins),
                window("moodle.users.monthlydistinctlogins", MONTHLY, now ->
                        (long) loggedIn(now).size()),
                window("moodle.users.monthlydistinctstudentlogins", MONTHLY, LoginsOracle::distinctStudentLogins),
                window("moodle.users.monthlydistinctteacherlogins", MONTHLY, LoginsOracle::distinctTeacherLogins),
                window("moodle.users.monthlydistinctstafflogins", MONTHLY, LoginsOracle::distinctStaffLogins));
    }

    static long logins(Reading now) {
        return now.log().logins(now.window()).count();
    }

    static long failedLogins(Reading now) {
        return now.log().failedLogins(now.window()).count();
    }

    static long distinctStudentLogins(Reading now) {
        return common(loggedIn(now), now.roles().students());
    }

    static long distinctTeacherLogins(Reading now) {
        return common(loggedIn(now), now.roles().teachers());
    }

    static long distinctStaffLogins(Reading now) {
        return common(loggedIn(now), now.roles().staff());
    }

    static long activeStudents(Reading now) {
        return common(active(now), now.roles().students());
    }

    static long activeTeachers(Reading now) {
        return common(active(now), now.roles().teachers());
    }

    private static Set<Long> loggedIn(Reading now) {
        return LogEvents.distinctUsers(now.log().logins(now.window()));
    }

    private static Set<Long> active(Reading now) {
        return LogEvents.distinctUsers(now.log().person(now.window()));
    }

    private static long common(Set<Long> some, Set<Long> others) {
        return some.stream().filter(others::contains).count();
    }
}
