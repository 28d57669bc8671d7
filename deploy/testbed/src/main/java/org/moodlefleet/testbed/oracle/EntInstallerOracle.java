package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** What local_ent_installer synchronises with a school's directory, and when it did so last. */
final class EntInstallerOracle {
    private static final String PLUGIN = "local_ent_installer";
    private static final long LATE = 3 * 86400;

    private EntInstallerOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.ent_installer.lastusersyncdate", DAILY, EntInstallerOracle::lastSync),
                state("moodle.ent_installer.lateusersync", DAILY, EntInstallerOracle::isLate),
                state("moodle.ent_installer.usersyncstate", DAILY, now -> on(now, "sync_users_enable")),
                state(
                        "moodle.ent_installer.coursesyncstate",
                        DAILY,
                        now -> on(now, "sync_course_enable", "sync_coursecat_enable")),
                state("moodle.ent_installer.cohortsyncstate", DAILY, now -> on(now, "sync_cohorts_enable")),
                state("moodle.ent_installer.groupsyncstate", DAILY, now -> on(now, "sync_groups_enable")),
                state("moodle.ent_installer.roleassignsyncstate", DAILY, now -> on(now, "sync_roleassigns_enable")));
    }

    static long lastSync(Reading now) {
        long last = last(now).orElseThrow(() -> new NotSent("never synchronised"));
        if (last == 0) {
            throw new NotSent("synchronised at 0");
        }
        return last;
    }

    static long isLate(Reading now) {
        boolean wanted = on(now, "sync_users_enable") == 1;
        OptionalLong last = last(now);
        return GeneralOracle.flag(last.isEmpty() ? wanted : last.getAsLong() < now.tick() - LATE);
    }

    private static OptionalLong last(Reading now) {
        return now.config().number(PLUGIN, "last_sync_date_user");
    }

    private static long on(Reading now, String... settings) {
        if (now.rows("config_plugins").noneMatch(setting -> setting.is("plugin", PLUGIN))) {
            throw new NotSent("no " + PLUGIN);
        }
        return GeneralOracle.flag(
                Arrays.stream(settings).anyMatch(name -> now.config().isOn(PLUGIN, name)));
    }
}
