package org.moodlefleet.testbed.moodle.internal.site;

import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Cron's tables: scheduled tasks, the ad hoc queue, and the log of past runs. */
final class Tasks implements Part {
    private static final String[] SCHEDULED = {
        "core:session_cleanup_task", "core:completion_regular_task", "core:automated_backup_task",
                "core:file_trash_cleanup_task",
        "core:send_new_user_passwords_task", "core:context_cleanup_task", "core:messaging_cleanup_task",
                "core:badges_cron_task",
        "core:stats_cron_task", "core:tag_cron_task", "core:grade_cron_task", "core:blog_cron_task",
        "mod_forum:cron_task", "mod_quiz:update_overdue_attempts", "mod_assign:cron_task", "mod_workshop:cron_task",
        "enrol_self:sync_enrolments", "enrol_cohort:enrol_cohort_sync", "auth_ldap:sync_task", "auth_cas:sync_task",
        "logstore_standard:cleanup_task", "tool_recyclebin:cleanup_course_bin", "tool_monitor:clean_events",
                "search:index_task"
    };
    private static final String[] QUEUED = {
        "core_course:course_delete_modules",
        "core:asynchronous_backup_task",
        "mod_forum:send_user_notifications",
        "core:build_installed_themes_task"
    };

    private Site site;
    private SplittableRandom random;

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        scheduled();
        queue();
        past();
    }

    private static String component(String task) {
        String component = task.substring(0, task.indexOf(':'));
        return component.equals("core") || component.equals("search") ? "moodle" : component;
    }

    private static String className(String task) {
        return "\\" + task.replace(":", "\\task\\");
    }

    private void scheduled() {
        TableWriter rows = site.writer(
                "task_scheduled",
                "component",
                "classname",
                "lastruntime",
                "nextruntime",
                "minute",
                "hour",
                "day",
                "month",
                "dayofweek",
                "faildelay",
                "disabled",
                "timestarted");
        for (int i = 0; i < SCHEDULED.length; i++) {
            boolean disabled = i % 9 == 8;
            int failing = site.empty() ? 0 : i % 7 == 5 ? 60 << random.nextInt(6) : 0;
            long next = site.now + random.nextLong(-600, 86_400);
            Long running = !site.empty() && i % 11 == 3 ? Long.valueOf(site.now - 1 - random.nextInt(900)) : null;
            rows.add(
                    component(SCHEDULED[i]),
                    className(SCHEDULED[i]),
                    site.empty() ? 0 : site.now - 1 - random.nextInt(7200),
                    next,
                    "*/5",
                    "*",
                    "*",
                    "*",
                    "*",
                    failing,
                    disabled,
                    running);
        }
    }

    /** Due, future, failing, running, and (since 4.4) out of attempts. */
    private void queue() {
        boolean limited = site.hasColumn("task_adhoc", "attemptsavailable");
        TableWriter rows = site.writer(
                "task_adhoc",
                limited
                        ? new String[] {
                            "component",
                            "classname",
                            "nextruntime",
                            "faildelay",
                            "customdata",
                            "userid",
                            "timecreated",
                            "timestarted",
                            "attemptsavailable",
                            "firststartingtime"
                        }
                        : new String[] {
                            "component",
                            "classname",
                            "nextruntime",
                            "faildelay",
                            "customdata",
                            "userid",
                            "timecreated",
                            "timestarted"
                        });
        int count = site.empty() ? 0 : 12 + random.nextInt(10);
        for (int i = 0; i < count; i++) {
            String task = QUEUED[i % QUEUED.length];
            long created = site.now - 1 - random.nextLong(7200);
            boolean failing = i % 5 == 1;
            boolean running = i % 7 == 2;
            long next = i % 3 == 2 ? site.now + 1 + random.nextLong(3600) : created;
            Long started = running ? Long.valueOf(Math.min(site.now - 1, created + 5)) : i % 2 == 0 ? null : 0L;
            Long delay = failing ? Long.valueOf(120) : i % 2 == 0 ? 0L : null;
            String data = "{\"userid\":" + (3 + i) + "}";
            if (limited) {
                Integer left = i % 6 == 1 ? Integer.valueOf(0) : i % 4 == 0 ? null : Integer.valueOf(12 - i % 3);
                rows.add(component(task), className(task), next, delay, data, 3 + i, created, started, left, started);
            } else {
                rows.add(component(task), className(task), next, delay, data, 3 + i, created, started);
            }
        }
    }

    private void past() {
        TableWriter rows = site.writer(
                "task_log",
                "type",
                "component",
                "classname",
                "userid",
                "timestart",
                "timeend",
                "dbreads",
                "dbwrites",
                "result",
                "output",
                "hostname",
                "pid");
        int count = site.empty() ? 0 : 300 + site.spec.days() * 5;
        for (int i = 0; i < count; i++) {
            long start = Math.max(site.begin, site.now - 28 * 86_400L) + i;
            start = random.nextLong(start, Math.max(start + 1, site.now - 120));
            boolean queued = random.nextInt(6) == 0;
            String task = Draw.oneOf(random, queued ? QUEUED : SCHEDULED);
            int length = random.nextInt(12) == 0 ? random.nextInt(110) : random.nextInt(3);
            rows.add(
                    queued ? 1 : 0,
                    component(task),
                    className(task),
                    queued ? 2 : 0,
                    start + ".2500000000",
                    start + length + ".7500000000",
                    random.nextInt(500),
                    random.nextInt(60),
                    Draw.percent(6, random),
                    "Execute task for user " + Words.last(random),
                    "web1",
                    1000 + i);
        }
    }
}
