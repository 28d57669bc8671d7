package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TasksOracleTest {
    private static final long NOW = TinySite.NOW;

    private final TinySite site = new TinySite();

    @Test
    void anAdHocTaskIsDueUntilItRunsOrHasNoAttemptLeft() {
        adHoc(NOW, null, null).adHoc(NOW - 100, 0L, 3L).adHoc(NOW - 200, NOW - 10, null);
        adHoc(NOW - 300, null, 0L).adHoc(NOW + 1, null, null);

        assertThat(site.values("instant"))
                .containsEntry("moodle.tasks.adhocdue", "2")
                .containsEntry("moodle.tasks.adhocoldestdueage", "100");
        assertThat(site.values("hourly")).containsEntry("moodle.general.adhocqueuesize", "5");
    }

    @Test
    void scheduledAndAdHocTasksRun() {
        adHoc(NOW, NOW - 10, null);
        site.with("task_scheduled", "faildelay", 60, "disabled", 0, "timestarted", NOW - 20);
        site.with("task_scheduled", "faildelay", 60, "disabled", 1, "timestarted", 0);

        assertThat(site.values("instant"))
                .containsEntry("moodle.tasks.running", "2")
                .containsEntry("moodle.tasks.longestrunning", "20")
                .containsEntry("moodle.general.cronfailed", "1");
    }

    @Test
    void aTaskStartedAfterTheTickHasRunForNoTime() {
        adHoc(NOW, NOW + 5, null);

        assertThat(site.values("instant")).containsEntry("moodle.tasks.longestrunning", "0");
    }

    @Test
    void backupsOfADayAgoAreDead() {
        backup(700, NOW).backup(800, NOW - 86400).backup(800, NOW - 86401).backup(1000, NOW);

        assertThat(site.values("instant")).containsEntry("moodle.general.backupsinprogress", "2");
    }

    @Test
    void cronIsLateBeyondTheAllowedSeconds() {
        site.with("config_plugins", "plugin", "tool_task", "name", "lastcronstart", "value", "" + (NOW - 300));
        OracleSettings settings = OracleSettings.defaults(ZoneOffset.UTC);

        assertThat(site.values(settings.withAllowedCronSeconds(300), "instant"))
                .containsEntry("moodle.general.cronstate", "0");
        assertThat(site.values(settings.withAllowedCronSeconds(299), "instant"))
                .containsEntry("moodle.general.cronstate", "1");
        assertThat(site.values("hourly")).containsEntry("moodle.general.cronlateness", "300");
    }

    @Test
    void settingsAreOnOrOff() {
        site.config("maintenance_enabled", 1).config("cron_enabled", "").config("upgraderunning", NOW + 1);
        site.config("debug", 32767).config("debugdisplay", 0);

        assertThat(site.values("instant"))
                .containsAllEntriesOf(Map.of(
                        "moodle.general.maintenance", "1",
                        "moodle.general.crondisabled", "1",
                        "moodle.general.upgraderunning", "1"));
        assertThat(site.values("hourly"))
                .containsEntry("moodle.general.debuglevel", "32767")
                .containsEntry("moodle.general.debugdisplay", "0");
    }

    private TasksOracleTest adHoc(long nextRun, Long started, Long attempts) {
        site.with(
                "task_adhoc",
                "nextruntime",
                nextRun,
                "timestarted",
                started,
                "attemptsavailable",
                attempts,
                "faildelay",
                0);
        return this;
    }

    private TasksOracleTest backup(long status, long modified) {
        site.with("backup_controllers", "status", status, "timemodified", modified);
        return this;
    }
}
