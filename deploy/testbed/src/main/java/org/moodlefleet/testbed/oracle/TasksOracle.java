package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;
import static org.moodlefleet.testbed.oracle.Rate.INSTANT;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Cron, tasks and backups: the work that a Moodle does behind the scenes. */
final class TasksOracle {
    private static final long DAY = 86400;
    private static final long AWAITING = 700;
    private static final long EXECUTING = 800;

    private TasksOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.general.cronstate", INSTANT, TasksOracle::cronState),
                state("moodle.general.backupsinprogress", INSTANT, TasksOracle::backupsInProgress),
                state("moodle.general.cronfailed", INSTANT, TasksOracle::cronFailed),
                state("moodle.tasks.running", INSTANT, now -> starts(now).count()),
                state("moodle.tasks.longestrunning", INSTANT, TasksOracle::longestRunning),
                state("moodle.tasks.adhocdue", INSTANT, now -> due(now).count()),
                state("moodle.tasks.adhocfailing", INSTANT, TasksOracle::adhocFailing),
                state("moodle.tasks.adhocoldestdueage", INSTANT, TasksOracle::adhocOldestDueAge),
                state("moodle.general.cronlateness", HOURLY, TasksOracle::cronLateness),
                state("moodle.general.adhocqueuesize", HOURLY, TasksOracle::adhocQueueSize));
    }

    static long cronState(Reading now) {
        OptionalLong started = lastCronStart(now);
        return GeneralOracle.flag(started.isEmpty()
                || now.tick() - started.getAsLong() > now.settings().allowedCronSeconds());
    }

    static long cronLateness(Reading now) {
        long started = lastCronStart(now).orElseThrow(() -> new NotSent("cron never started"));
        return Math.max(0, now.tick() - started);
    }

    static long backupsInProgress(Reading now) {
        return now.rows("backup_controllers")
                .filter(backup -> backup.in("status", List.of(AWAITING, EXECUTING)))
                .filter(backup -> backup.atLeast("timemodified", now.tick() - DAY))
                .count();
    }

    static long cronFailed(Reading now) {
        return now.rows("task_scheduled")
                .filter(task -> task.above("faildelay", 0) && task.is("disabled", 0))
                .count();
    }

    static long longestRunning(Reading now) {
        OptionalLong earliest = starts(now).mapToLong(start -> start).min();
        return earliest.isEmpty() ? 0 : Math.max(0, now.tick() - earliest.getAsLong());
    }

    static long adhocFailing(Reading now) {
        return now.rows("task_adhoc").filter(task -> task.above("faildelay", 0)).count();
    }

    static long adhocOldestDueAge(Reading now) {
        OptionalLong earliest =
                due(now).mapToLong(task -> task.num("nextruntime")).min();
        return earliest.isEmpty() ? 0 : now.tick() - earliest.getAsLong();
    }

    static long adhocQueueSize(Reading now) {
        return now.rows("task_adhoc").count();
    }

    private static OptionalLong lastCronStart(Reading now) {
        return now.config().number("tool_task", "lastcronstart");
    }

    /** When each of the running tasks started. */
    private static Stream<Long> starts(Reading now) {
        return Stream.concat(now.rows("task_scheduled"), now.rows("task_adhoc"))
                .filter(task -> task.above("timestarted", 0))
                .map(task -> task.num("timestarted"));
    }

    private static Stream<Row> due(Reading now) {
        return now.rows("task_adhoc")
                .filter(task -> task.atMost("nextruntime", now.tick()))
                .filter(task -> task.isNull("timestarted") || task.is("timestarted", 0))
                // before Moodle 4.4 there is no such column: attempts are not counted
                .filter(task -> task.isNull("attemptsavailable") || task.isNot("attemptsavailable", 0));
    }
}
