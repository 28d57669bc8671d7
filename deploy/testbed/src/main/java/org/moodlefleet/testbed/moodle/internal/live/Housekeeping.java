package org.moodlefleet.testbed.moodle.internal.live;

import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.moodlefleet.testbed.moodle.internal.load.SiteSql;

/** What cron does in a minute: it runs, tasks queue up and are done, backups begin and end, dead sessions go. */
final class Housekeeping {
    private static final long SESSION = 28_800;
    private final SiteSql site;
    private final long now;
    private final RandomGenerator random;

    Housekeeping(SiteSql site, long now, RandomGenerator random) {
        this.site = site;
        this.now = now;
        this.random = random;
    }

    void run() throws SQLException {
        site.run(
                "UPDATE {config_plugins} SET value = ? WHERE plugin = 'tool_task' AND name = 'lastcronstart'",
                String.valueOf(now - 2 - random.nextInt(20)));
        site.run(
                "UPDATE {task_scheduled} SET lastruntime = ?, nextruntime = ? WHERE nextruntime <= ? AND disabled = 0",
                now - 20,
                now + 300,
                now);
        queue();
        backups();
        site.run("DELETE FROM {sessions} WHERE timemodified < ?", now - SESSION);
    }

    private void queue() throws SQLException {
        if (random.nextInt(3) > 0) {
            site.run(
                    "INSERT INTO {task_adhoc} (component, classname, nextruntime, timecreated)"
                            + " VALUES ('mod_forum', ?, ?, ?)",
                    "\\mod_forum\\task\\send_user_notifications",
                    now - 40,
                    now - 40);
        }
        List<long[]> due = site.numbers(
                "SELECT id FROM {task_adhoc} WHERE nextruntime <= ? AND COALESCE(faildelay, 0) = 0 ORDER BY id", now);
        for (long[] task : due.subList(0, Math.min(due.size(), random.nextInt(3)))) {
            site.run("DELETE FROM {task_adhoc} WHERE id = ?", task[0]);
        }
    }

    private void backups() throws SQLException {
        site.run(
                "UPDATE {backup_controllers} SET status = 1000, timemodified = ? WHERE status IN (700, 800) AND timemodified < ?",
                now - 1,
                now - 240);
        if (random.nextInt(4) == 0) {
            site.run(
                    "INSERT INTO {backup_controllers} (backupid, operation, type, itemid, format, interactive, purpose, userid,"
                            + " status, execution, executiontime, timecreated, timemodified, controller)"
                            + " VALUES (?, 'backup', 'course', 2, 'moodle2', 0, 10, 2, 800, 1, 0, ?, ?, '')",
                    Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
                    now - 20,
                    now - 20);
        }
    }
}
