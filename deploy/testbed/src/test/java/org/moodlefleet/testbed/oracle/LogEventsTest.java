package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LogEventsTest {
    private final TinySite site = new TinySite();

    @Test
    void peopleComeByTheWebOrTheApp() {
        site.event("userid", 10).event("userid", 10).event("userid", 11, "origin", "ws");
        site.event("userid", 12, "origin", "cli")
                .event("userid", 13, "realuserid", 2)
                .event("userid", 14, "anonymous", 1);
        site.event("userid", TinySite.GUEST).event("userid", 0).event("userid", -1);
        site.with("logstore_standard_log", "userid", 15, "anonymous", 0, "timecreated", TinySite.YESTERDAY);

        assertThat(site.values("daily"))
                .containsEntry("moodle.users.dailydistinctusers", "2")
                .containsEntry("moodle.storage.dailylogrows", "10");
    }

    @Test
    void aLoginComesFromAnywhereButIsOnesOwn() {
        site.login(10).login(10).login(11, "origin", "cli");
        site.login(12, "realuserid", 2).login(TinySite.GUEST).login(0);
        site.login(0, "action", "failed", "target", "user_login").login(13, "action", "loggedout");

        assertThat(site.values("daily"))
                .containsEntry("moodle.users.dailylogins", "3")
                .containsEntry("moodle.users.dailydistinctlogins", "2")
                .containsEntry("moodle.users.dailyfailedlogins", "1");
    }

    @Test
    void theLoadOfTheWebIsEverybodys() {
        for (int i = 0; i < 50; i++) {
            site.event("timecreated", TinySite.NOW - 3600, "userid", TinySite.GUEST);
        }
        site.event("timecreated", TinySite.NOW - 1, "realuserid", 2).event("timecreated", TinySite.NOW - 60);
        site.event("timecreated", TinySite.NOW).event("timecreated", TinySite.NOW - 1, "origin", "ws");

        assertThat(site.values("instant"))
                .containsEntry("moodle.general.webrequests", "2")
                .containsEntry("moodle.general.webrequestrate", "0.87");
    }

    @Test
    void aPurgedLogIsNoQuietDay() {
        retention(10);
        site.event();

        assertThat(site.values("daily"))
                .containsKeys("moodle.users.dailylogins", "moodle.courses.dailytop3")
                .doesNotContainKey("moodle.courses.top3");
        assertThat(site.values("weekly").keySet())
                .map(key -> Oracle.origin(key, "weekly").orElseThrow())
                .containsExactlyInAnyOrderElementsOf(without(
                        Oracle.keys("weekly"),
                        "moodle.courses.weeklyinactive",
                        "moodle.courses.weeklytop3",
                        "moodle.quiz.weeklyaverageattemptduration",
                        "moodle.quiz.weeklyaveragequestionduration"));
    }

    @Test
    void theEdgeOfRetentionIsKept() {
        // the week began on Monday the 9th, 10 days and 14 h 30 before the tick
        retention(11);

        assertThat(site.values("weekly")).containsEntry("moodle.courses.weeklytop3", "");
    }

    @Test
    void anUnwrittenLogIsNoQuietDay() {
        site.emptied("config_plugins").event();

        assertThat(site.values("daily")).doesNotContainKeys("moodle.users.dailylogins", "moodle.storage.dailylogrows");
        assertThat(site.values("hourly"))
                .containsEntry("moodle.storage.logsize", "1")
                .containsEntry("moodle.storage.oldestlog", String.valueOf(TinySite.YESTERDAY));
    }

    private void retention(int days) {
        site.with("config_plugins", "plugin", "logstore_standard", "name", "loglifetime", "value", "" + days);
    }

    private static Set<String> without(Set<String> keys, String... gone) {
        Set<String> rest = new TreeSet<>(keys);
        rest.removeAll(Set.of(gone));
        return rest;
    }
}
