package org.moodlefleet.testbed.moodle.internal.live;

import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.moodlefleet.testbed.moodle.internal.load.SiteSql;

/** One minute in the life of a site. */
public final class Minute {
    private static final int PEOPLE_AN_EVENT = 25;

    private final SiteSql site;
    private final long now;
    private final RandomGenerator random;
    private List<long[]> people;

    public Minute(SiteSql site, long now, RandomGenerator random) {
        this.site = site;
        this.now = now;
        this.random = random;
    }

    public void live() throws SQLException {
        people = site.numbers("SELECT id FROM {user} WHERE deleted = 0 AND suspended = 0 AND confirmed = 1 AND id > 1"
                + " AND (lastaccess > 0 OR id = 2) ORDER BY id LIMIT 500");
        if (!people.isEmpty()) {
            visits();
            new Learning(site, now, random).work(this::somebody);
        }
        new Housekeeping(site, now, random).run();
    }

    private void visits() throws SQLException {
        List<long[]> courses = site.numbers("SELECT c.id, x.id FROM {course} c JOIN {context} x ON x.contextlevel = 50"
                + " AND x.instanceid = c.id WHERE c.category <> 0 AND c.visible = 1 ORDER BY c.id LIMIT 60");
        int count = 2 + random.nextInt(4 + people.size() / PEOPLE_AN_EVENT);
        for (int i = 0; i < count; i++) {
            long user = somebody();
            long time = now - 1 - random.nextInt(60);
            if (random.nextInt(4) == 0 || courses.isEmpty()) {
                login(user, time);
            } else {
                view(user, time, courses.get(random.nextInt(courses.size())));
            }
            site.run(
                    "UPDATE {user} SET lastaccess = ?, firstaccess = CASE WHEN firstaccess = 0 THEN ? ELSE firstaccess END"
                            + " WHERE id = ? AND lastaccess < ?",
                    time,
                    time,
                    user,
                    time);
        }
    }

    private void login(long user, long time) throws SQLException {
        event("loggedin", "user", 1, 10, 0, user, 0, time);
        site.run("UPDATE {user} SET lastlogin = currentlogin, currentlogin = ? WHERE id = ?", time, user);
        site.run(
                "INSERT INTO {sessions} (state, sid, userid, timecreated, timemodified, firstip, lastip)"
                        + " VALUES (0, ?, ?, ?, ?, '192.0.2.9', '192.0.2.9')",
                Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
                user,
                time,
                time);
    }

    private void view(long user, long time, long[] course) throws SQLException {
        event("viewed", "course", course[1], 50, course[0], user, course[0], time);
        int known = site.run(
                "UPDATE {user_lastaccess} SET timeaccess = ? WHERE userid = ? AND courseid = ?", time, user, course[0]);
        if (known == 0) {
            site.run(
                    "INSERT INTO {user_lastaccess} (userid, courseid, timeaccess) VALUES (?, ?, ?)",
                    user,
                    course[0],
                    time);
        }
    }

    private void event(
            String action, String target, long context, int level, long instance, long user, long course, long time)
            throws SQLException {
        site.run(
                "INSERT INTO {logstore_standard_log} (eventname, component, action, target, crud, edulevel, contextid,"
                        + " contextlevel, contextinstanceid, userid, courseid, other, timecreated, origin, ip)"
                        + " VALUES (?, 'core', ?, ?, 'r', 0, ?, ?, ?, ?, ?, 'null', ?, ?, '192.0.2.9')",
                "\\core\\event\\" + target + "_" + action,
                action,
                target,
                context,
                level,
                instance,
                user,
                course,
                time,
                random.nextInt(6) == 0 ? "ws" : "web");
    }

    private long somebody() {
        return people.get(random.nextInt(people.size()))[0];
    }
}
