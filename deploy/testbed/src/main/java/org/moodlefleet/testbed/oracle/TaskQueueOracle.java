package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;

import java.util.List;
import java.util.stream.Stream;

/** Tasks that wait for cron, longer than they should. */
final class TaskQueueOracle {
    private static final long HOUR = 3600;

    private TaskQueueOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.perfs.scheduledoverdue", HOURLY, TaskQueueOracle::overdue),
                state("moodle.perfs.scheduledmaxlateness", HOURLY, TaskQueueOracle::maxLateness),
                state("moodle.perfs.maxfaildelay", HOURLY, TaskQueueOracle::maxFailDelay),
                state("moodle.perfs.adhocnoattempts", HOURLY, TaskQueueOracle::withoutAttempts),
                state("moodle.perfs.adhocoldestage", HOURLY, TaskQueueOracle::oldestAge));
    }

    static long overdue(Reading now) {
        return waiting(now)
                .filter(task -> task.below("nextruntime", now.tick() - HOUR))
                .count();
    }

    static long maxLateness(Reading now) {
        return waiting(now)
                .mapToLong(task -> now.tick() - task.num("nextruntime"))
                .filter(lateness -> lateness > 0)
                .max()
                .orElse(0);
    }

    static long maxFailDelay(Reading now) {
        Stream<Row> enabled = now.rows("task_scheduled").filter(task -> task.is("disabled", 0));
        return Stream.concat(enabled, now.rows("task_adhoc"))
                .filter(task -> !task.isNull("faildelay"))
                .mapToLong(task -> task.num("faildelay"))
                .max()
                .orElse(0);
    }

    static long withoutAttempts(Reading now) {
        now.need("task_adhoc", "attemptsavailable");
        return now.rows("task_adhoc")
                .filter(task -> task.is("attemptsavailable", 0))
                .count();
    }

    static long oldestAge(Reading now) {
        return now.rows("task_adhoc")
                .filter(task -> task.above("timecreated", 0))
                .mapToLong(task -> now.tick() - task.num("timecreated"))
                .filter(age -> age > 0)
                .max()
                .orElse(0);
    }

    /** Enabled scheduled tasks that do not run now and have a next time. */
    private static Stream<Row> waiting(Reading now) {
        return now.rows("task_scheduled")
                .filter(task -> task.is("disabled", 0))
                .filter(task -> task.isNull("timestarted") || task.is("timestarted", 0))
                .filter(task -> task.above("nextruntime", 0));
    }
}
