package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything is handed in yesterday at 10:00; due dates are an hour before or after that. */
class AssignOracleTest {
    private static final long EARLIER = TinySite.YESTERDAY - 3600;
    private static final long LATER = TinySite.YESTERDAY + 3600;
    private static final long ASSIGN = 5;
    private static final long TEAM_ASSIGN = 6;

    private final TinySite site = new TinySite();

    @BeforeEach
    void assignmentsThatWereDueEarlier() {
        site.with("assign", "id", ASSIGN, "teamsubmission", 0, "duedate", EARLIER);
        site.with("assign", "id", TEAM_ASSIGN, "teamsubmission", 1, "duedate", EARLIER);
    }

    @Test
    void whatIsHandedInAfterTheDueDateIsLate() {
        site.with("assign", "id", 7, "teamsubmission", 0, "duedate", 0);
        site.with("assign", "id", 8, "teamsubmission", 0, "duedate", TinySite.YESTERDAY);
        submitted(ASSIGN, 10).submitted(7, 10).submitted(8, 10);

        expect(3, 1);
    }

    @Test
    void onlyTheLatestSubmittedWorkCounts() {
        submission(ASSIGN, 10, 0, "draft", 1, TinySite.YESTERDAY);
        submission(ASSIGN, 11, 0, "submitted", 0, TinySite.YESTERDAY);
        submission(ASSIGN, 12, 0, "submitted", 1, TinySite.LAST_WEEK);
        submission(99, 13, 0, "submitted", 1, TinySite.YESTERDAY);

        expect(0, 0);
    }

    @Test
    void anExtensionHidesOverrides() {
        site.with("assign_user_flags", "assignment", ASSIGN, "userid", 10, "extensionduedate", LATER);
        site.with("assign_overrides", "id", 1, "assignid", ASSIGN, "userid", 10, "duedate", EARLIER);
        site.with("assign_user_flags", "assignment", ASSIGN, "userid", 11, "extensionduedate", 0);
        submitted(ASSIGN, 10).submitted(ASSIGN, 11);

        expect(2, 1);
    }

    @Test
    void anOverrideOfTheUserHidesThoseOfTheGroups() {
        site.with("assign_overrides", "id", 1, "assignid", ASSIGN, "userid", 10, "duedate", null);
        site.with("assign_overrides", "id", 2, "assignid", ASSIGN, "groupid", 3, "sortorder", 1, "duedate", LATER);
        member(10, 3).member(11, 3);
        submitted(ASSIGN, 10).submitted(ASSIGN, 11);

        expect(2, 1);
    }

    @Test
    void theGroupOverrideOfLeastSortOrderHolds() {
        site.with("assign_overrides", "id", 1, "assignid", ASSIGN, "groupid", 3, "sortorder", 2, "duedate", EARLIER);
        site.with("assign_overrides", "id", 2, "assignid", ASSIGN, "groupid", 4, "sortorder", 1, "duedate", LATER);
        site.with("assign_overrides", "id", 3, "assignid", 99, "groupid", 4, "sortorder", 0, "duedate", EARLIER);
        member(10, 3).member(10, 4).member(11, 3);
        submitted(ASSIGN, 10).submitted(ASSIGN, 11);

        expect(2, 1);
    }

    @Test
    void anOverrideMayLiftTheDueDate() {
        site.with("assign_overrides", "id", 1, "assignid", ASSIGN, "userid", 10, "duedate", 0);
        submitted(ASSIGN, 10);

        expect(1, 0);
    }

    @Test
    void aTeamHandsInOnceAndKnowsNoExtension() {
        site.with("assign_overrides", "id", 1, "assignid", TEAM_ASSIGN, "groupid", 3, "sortorder", 1, "duedate", LATER);
        site.with("assign_user_flags", "assignment", TEAM_ASSIGN, "userid", 10, "extensionduedate", LATER);
        submission(TEAM_ASSIGN, 0, 3, "submitted", 1, TinySite.YESTERDAY);
        submission(TEAM_ASSIGN, 0, 4, "submitted", 1, TinySite.YESTERDAY);
        submission(TEAM_ASSIGN, 10, 0, "submitted", 1, TinySite.YESTERDAY);
        submission(ASSIGN, 0, 3, "submitted", 1, TinySite.YESTERDAY);

        expect(2, 1);
    }

    @Test
    void anAssignmentIsActiveInAnOpenCourseAndSection() {
        site.with("modules", "id", 1, "name", "assign").with("course_sections", "id", 20, "visible", 1);
        site.with("course_categories", "id", 1, "path", "/1", "visible", 1).course(10);
        for (long assign = 30; assign < 34; assign++) {
            site.with(
                    "course_modules",
                    "id",
                    assign,
                    "course",
                    10,
                    "module",
                    1,
                    "instance",
                    assign,
                    "section",
                    20,
                    "visible",
                    1,
                    "deletioninprogress",
                    0);
        }
        dates(30, 0, EARLIER - 86400, 0).dates(31, 0, EARLIER - 86400, LATER).dates(32, 0, 0, 0);
        dates(33, TinySite.NOW, 0, 0);

        assertThat(site.values("daily")).containsEntry("moodle.assign.activeassigns", "2");
    }

    private AssignOracleTest dates(long assign, long from, long due, long cutoff) {
        site.with("assign", "id", assign, "allowsubmissionsfromdate", from, "duedate", due, "cutoffdate", cutoff);
        return this;
    }

    private AssignOracleTest submitted(long assign, long user) {
        return submission(assign, user, 0, "submitted", 1, TinySite.YESTERDAY);
    }

    private AssignOracleTest submission(long assign, long user, long group, String status, long latest, long when) {
        site.with(
                "assign_submission",
                "assignment",
                assign,
                "userid",
                user,
                "groupid",
                group,
                "status",
                status,
                "latest",
                latest,
                "timemodified",
                when);
        return this;
    }

    private AssignOracleTest member(long user, long group) {
        site.with("groups_members", "userid", user, "groupid", group);
        return this;
    }

    private void expect(int submissions, int late) {
        assertThat(site.values("daily"))
                .containsAllEntriesOf(Map.of(
                        "moodle.assign.dailysubmissions", String.valueOf(submissions),
                        "moodle.assign.dailylatesubmissions", String.valueOf(late),
                        "moodle.assign.dailyintimesubmissions", String.valueOf(submissions - late)));
    }
}
