package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoursesOracleTest {
    private static final long YEAR = 365 * 86400L;

    private final TinySite site = new TinySite();

    @Test
    void aCourseIsInactiveWhenNobodyWasThereLastWeek() {
        site.course(10).course(11).course(12).course(13, "timecreated", TinySite.YESTERDAY);
        site.event("courseid", 10, "timecreated", TinySite.LAST_WEEK);
        site.event("courseid", 11, "timecreated", TinySite.LAST_WEEK, "userid", TinySite.GUEST);
        site.event("courseid", 12, "timecreated", TinySite.YESTERDAY);
        site.event("courseid", 1, "timecreated", TinySite.LAST_WEEK);

        assertThat(site.values("weekly")).containsEntry("moodle.courses.weeklyinactive", "2");
        assertThat(site.values("daily"))
                .containsEntry("moodle.courses.dailyvisited", "1")
                .containsEntry("moodle.courses.dailyinactive", "3");
    }

    @Test
    void aCourseIsNotAccessedAfterAYearWithoutAnybody() {
        long aYearAgo = TinySite.NOW - YEAR;
        site.course(10)
                .course(11)
                .course(12)
                .course(13, "timecreated", aYearAgo)
                .course(14);
        access(11, aYearAgo - 1).access(12, aYearAgo - 1).access(12, aYearAgo).access(1, 0);

        assertThat(site.values("daily"))
                .as("10 and 14 were never opened, 11 too long ago, 12 just in time, 13 is too young")
                .containsEntry("moodle.courses.noaccessed", "3");
    }

    @Test
    void aCourseIsVisibleWhenAllAboveItAre() {
        site.with("course_categories", "id", 1, "path", "/1", "visible", 0);
        site.with("course_categories", "id", 2, "path", "/1/2", "visible", 1);
        site.with("course_categories", "id", 12, "path", "/12", "visible", 1);
        site.course(10, "category", 2)
                .course(11, "category", 12)
                .course(12, "category", 12, "visible", 0)
                .course(13, "category", 12, "enddate", TinySite.NOW)
                .course(14, "category", 99);

        assertThat(site.values("daily"))
                .containsAllEntriesOf(Map.of(
                        "moodle.courses.all", "5",
                        "moodle.courses.visible", "2",
                        "moodle.courses.nonvisible", "3",
                        "moodle.courses.ended", "1"));
    }

    @Test
    void studentsMayBeAssignedInTheCourseOrInACategoryAboveButNotInTheSystem() {
        site.with("role", "id", 5, "archetype", "student").with("role", "id", 4, "archetype", "teacher");
        context(1, 10, 0, "/1").context(2, 40, 1, "/1/2").context(3, 40, 2, "/1/3");
        site.course(10).course(11).course(12).course(13);
        context(20, 50, 10, "/1/2/20").context(21, 50, 11, "/1/3/21").context(22, 50, 12, "/1/3/22");
        assigned(5, 2).assigned(5, 21).assigned(5, 1).assigned(4, 22);

        assertThat(site.values("daily"))
                .containsAllEntriesOf(Map.of(
                        "moodle.courses.nostudents", "2",
                        "moodle.courses.nostudentslist", "12,13",
                        "moodle.courses.noteachers", "3",
                        "moodle.courses.noteacherslist", "10,11,13"));
    }

    @Test
    void theTopThreeAreCoursesByWebEvents() {
        site.course(10, "shortname", "Maths, 2nd\tyear")
                .course(11)
                .course(12, "shortname", "x".repeat(50))
                .course(13);
        events(13, 1).events(12, 3).events(11, 2).events(10, 2).events(1, 9).events(99, 9);
        site.event("courseid", 13, "realuserid", 2).event("courseid", 13, "origin", "cli");

        assertThat(site.values("daily"))
                .containsEntry("moodle.courses.dailytop3", "12-" + "x".repeat(40) + ", 10-Maths  2nd year, 11-C11");
        assertThat(site.values(OracleSettings.defaults(ZoneOffset.UTC).withCourseNames(false), "daily"))
                .containsEntry("moodle.courses.top3", "12, 10, 11");
        assertThat(site.values("weekly")).containsEntry("moodle.courses.weeklytop3", "");
    }

    private CoursesOracleTest access(long course, long when) {
        site.with("user_lastaccess", "userid", 10, "courseid", course, "timeaccess", when);
        return this;
    }

    private CoursesOracleTest context(long id, long level, long instance, String path) {
        site.with("context", "id", id, "contextlevel", level, "instanceid", instance, "path", path);
        return this;
    }

    private CoursesOracleTest assigned(long role, long context) {
        site.with("role_assignments", "roleid", role, "contextid", context, "userid", 10);
        return this;
    }

    private CoursesOracleTest events(long course, int count) {
        for (int i = 0; i < count; i++) {
            site.event("courseid", course);
        }
        return this;
    }
}
