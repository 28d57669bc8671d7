package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;

import java.util.List;

/** How backups ended, and those that never do. */
final class BackupsOracle {
    private static final long DAY = 86400;
    private static final long AWAITING = 700;
    private static final long EXECUTING = 800;
    private static final long FAILED = 900;
    private static final long DONE = 1000;

    private BackupsOracle() {}

    static List<Measure> measures() {
        return List.of(
                window("moodle.perfs.dailybackups", DAILY, now -> ended(DONE, now)),
                window("moodle.perfs.dailybackupfailures", DAILY, now -> ended(FAILED, now)),
                state("moodle.perfs.backupsstuck", DAILY, BackupsOracle::stuck));
    }

    static long stuck(Reading now) {
        return now.rows("backup_controllers")
                .filter(backup -> backup.in("status", List.of(AWAITING, EXECUTING)))
                .filter(backup -> backup.below("timemodified", now.tick() - DAY))
                .count();
    }

    private static long ended(long status, Reading now) {
        Window day = now.window();
        return now.rows("backup_controllers")
                .filter(backup -> backup.is("status", status) && backup.within("timemodified", day))
                .count();
    }
}
