package org.moodlefleet.testbed.moodle.internal.live;

import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.moodlefleet.testbed.moodle.internal.load.SiteSql;

/** Posts, quiz attempts, submissions and completions of a minute. */
final class Learning {
    private static final long DAY = 86_400;
    private final SiteSql site;
    private final long now;
    private final RandomGenerator random;

    Learning(SiteSql site, long now, RandomGenerator random) {
        this.site = site;
        this.now = now;
        this.random = random;
    }

    void work(LongSupplier somebody) throws SQLException {
        for (int i = random.nextInt(3); i > 0; i--) {
            post(somebody.getAsLong());
        }
        if (random.nextInt(4) == 0) {
            discuss(somebody.getAsLong());
        }
        if (random.nextInt(2) == 0) {
            startAttempt(somebody.getAsLong());
        }
        finishAttempt();
        handIn();
    }

    private void post(long user) throws SQLException {
        for (long[] discussion :
                oneOf(site.numbers("SELECT id, firstpost FROM {forum_discussions} ORDER BY id DESC LIMIT 20"))) {
            insertPost(discussion[0], discussion[1], user);
        }
    }

    private void discuss(long user) throws SQLException {
        for (long[] forum : oneOf(site.numbers("SELECT id, course FROM {forum} ORDER BY id LIMIT 40"))) {
            site.run(
                    "INSERT INTO {forum_discussions} (course, forum, name, userid, timemodified) VALUES (?, ?, 'New', ?, ?)",
                    forum[1],
                    forum[0],
                    user,
                    now - 1);
            long discussion =
                    site.numbers("SELECT MAX(id) FROM {forum_discussions}").get(0)[0];
            insertPost(discussion, 0, user);
            site.run(
                    "UPDATE {forum_discussions} SET firstpost = (SELECT MAX(id) FROM {forum_posts}) WHERE id = ?",
                    discussion);
        }
    }

    private void insertPost(long discussion, long parent, long user) throws SQLException {
        long time = now - 1 - random.nextInt(60);
        site.run(
                "INSERT INTO {forum_posts} (discussion, parent, userid, created, modified, subject, message)"
                        + " VALUES (?, ?, ?, ?, ?, 'Re', 'Thanks')",
                discussion,
                parent,
                user,
                time,
                time);
    }

    private void startAttempt(long user) throws SQLException {
        for (long[] quiz : oneOf(site.numbers("SELECT id FROM {quiz} ORDER BY id LIMIT 40"))) {
            long[] next = site.numbers(
                            "SELECT COALESCE(MAX(uniqueid), 0) + 1,"
                                    + " COALESCE(MAX(CASE WHEN quiz = ? AND userid = ? THEN attempt END), 0) + 1 FROM {quiz_attempts}",
                            quiz[0],
                            user)
                    .get(0);
            site.run(
                    "INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, state, timestart, timemodified)"
                            + " VALUES (?, ?, ?, ?, '1,2,0', 'inprogress', ?, ?)",
                    quiz[0],
                    user,
                    next[1],
                    next[0],
                    now - 30,
                    now - 30);
        }
    }

    /** The oldest of the day, so that the number under way neither grows nor dies out. */
    private void finishAttempt() throws SQLException {
        for (long[] attempt : site.numbers(
                "SELECT id FROM {quiz_attempts} WHERE state = 'inprogress' AND timestart BETWEEN ? AND ? ORDER BY timestart, id LIMIT 1",
                now - DAY,
                now - 1200)) {
            site.run(
                    "UPDATE {quiz_attempts} SET state = 'finished', timefinish = ?, timemodified = ? WHERE id = ?",
                    now - 5,
                    now - 5,
                    attempt[0]);
        }
    }

    private void handIn() throws SQLException {
        for (long[] submission : site.numbers("SELECT id FROM {assign_submission} WHERE status IN ('draft', 'new')"
                + " AND latest = 1 AND userid > 0 ORDER BY id LIMIT 1")) {
            site.run(
                    "UPDATE {assign_submission} SET status = 'submitted', timemodified = ? WHERE id = ?",
                    now - 10,
                    submission[0]);
        }
        for (long[] completion :
                site.numbers("SELECT id FROM {course_completions} WHERE timecompleted IS NULL ORDER BY id LIMIT 1")) {
            site.run("UPDATE {course_completions} SET timecompleted = ? WHERE id = ?", now - 15, completion[0]);
        }
    }

    private List<long[]> oneOf(List<long[]> rows) {
        return rows.isEmpty() ? rows : List.of(rows.get(random.nextInt(rows.size())));
    }
}
