package org.moodlefleet.testbed.moodle.internal.site;

import java.util.Map;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;
import org.moodlefleet.testbed.moodle.internal.site.Person.Account;
import org.moodlefleet.testbed.moodle.internal.site.Person.Calling;

/** The people's rows, with what the log says of them: accounts, profile fields, last accesses, open sessions. */
final class Accounts implements Part {
    private static final long DAY = 86_400;
    private static final long REMOTE_HOST = 3;
    private Site site;
    private SplittableRandom random;
    private TableWriter users;

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        users = site.writer(
                "user",
                "auth",
                "confirmed",
                "deleted",
                "suspended",
                "mnethostid",
                "username",
                "password",
                "idnumber",
                "firstname",
                "lastname",
                "email",
                "phone1",
                "address",
                "city",
                "country",
                "firstaccess",
                "lastaccess",
                "lastlogin",
                "currentlogin",
                "lastip",
                "description",
                "timecreated",
                "timemodified");
        for (Person person : site.people) {
            wasHereBefore(person);
            user(person);
        }
        new ProfileFields().write(site, random);
        lastAccesses();
        sessions();
    }

    /** Those whom the log did not see may have come before it began. */
    private void wasHereBefore(Person person) {
        Account account = person.account;
        if (person.lastAccess == 0 && !account.neverUsed() && person.id > 2 && random.nextInt(5) > 0) {
            long last = random.nextLong(account.created(), Math.max(account.created() + 1, site.begin));
            person.seen(account.created());
            person.loggedIn(last);
        }
    }

    private void user(Person person) {
        Account account = person.account;
        String first = person.id == 1 ? "Guest user" : person.id == 2 ? "Admin" : Words.first(random);
        String last = person.id < 3 ? " " : Words.last(random);
        String name = person.id == 1 ? "guest" : person.id == 2 ? "admin" : "u" + person.id + "." + Draw.hex(4, random);
        String mail = name + "@example.org";
        users.add(
                account.auth(),
                account.confirmed(),
                account.deleted(),
                account.suspended(),
                account.remote() ? REMOTE_HOST : 1,
                account.deleted() ? mail + "." + account.until() : name,
                "$2y$10$" + Draw.hex(40, random),
                account.deleted() ? "" : "N" + person.id,
                first,
                last,
                account.deleted() ? Draw.hex(32, random) : mail,
                "+33 5 " + random.nextInt(100_000_000),
                random.nextInt(200) + ", rue de l'Exemple",
                "Toulouse",
                "FR",
                person.firstAccess,
                person.lastAccess,
                person.lastLogin,
                person.currentLogin,
                Draw.address(random),
                person.id == 1 ? "guest" : null,
                account.created(),
                account.created());
    }

    private void lastAccesses() {
        TableWriter rows = site.writer("user_lastaccess", "userid", "courseid", "timeaccess");
        for (Course course : site.courses) {
            if (course.life == Course.Life.ASLEEP) {
                for (Person student : course.students) {
                    course.lastAccess.put(
                            student,
                            course.created + random.nextLong(Math.max(1, site.now - 366 * DAY - course.created)));
                }
            }
            for (Map.Entry<Person, Long> access : course.lastAccess.entrySet()) {
                rows.add(access.getKey().id, course.id, access.getValue());
            }
        }
    }

    private void sessions() {
        TableWriter rows = site.writer(
                "sessions", "state", "sid", "userid", "sessdata", "timecreated", "timemodified", "firstip", "lastip");
        for (Person person : site.people) {
            boolean visitor = person.is(Calling.GUEST) && !site.empty();
            if (visitor || (person.lastAccess > site.now - DAY / 3 && random.nextInt(3) > 0)) {
                long seen = visitor ? site.now - 5 : person.lastAccess;
                String ip = Draw.address(random);
                rows.add(
                        0,
                        Draw.hex(32, random),
                        random.nextInt(20) == 0 ? 0 : person.id,
                        null,
                        seen - random.nextInt(3600),
                        seen,
                        ip,
                        ip);
            }
        }
    }
}
