package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final OracleSettings PLAIN = OracleSettings.defaults(ZoneOffset.UTC);

    private final TinySite site = new TinySite();

    private static OracleSettings with(OracleSegments segments) {
        return PLAIN.withSegments(segments);
    }

    private Map<String, List<Segment>> segments(OracleSettings settings) {
        return site.oracle().segments(settings, "daily", TinySite.TICK);
    }

    @Test
    void rootCategoriesAreDiscoveredOrThoseListedThatExist() {
        site.category(1, "/1").category(12, "/1/12").category(2, "/2");

        assertThat(segments(PLAIN).get("moodle.discovery[categories]"))
                .containsExactly(new Segment("1", "Cat 1"), new Segment("2", "Cat 2"));
        assertThat(segments(with(OracleSegments.DEFAULT.withCategories(12L, 99L)))
                        .get("moodle.discovery[categories]"))
                .containsExactly(new Segment("12", "Cat 12"));
    }

    @Test
    void coursesAreDiscoveredWhenListedAndTheSiteCourseIsNone() {
        site.course(10, "shortname", "a\nb").course(11);
        OracleSettings listed = with(OracleSegments.DEFAULT.withCourses(1L, 10L, 99L));

        assertThat(segments(PLAIN)).doesNotContainKey("moodle.discovery[courses]");
        assertThat(segments(listed).get("moodle.discovery[courses]")).containsExactly(new Segment("10", "a b"));
        assertThat(segments(listed.withCourseNames(false)).get("moodle.discovery[courses]"))
                .containsExactly(new Segment("10", "10"));
    }

    @Test
    void methodsAreThoseSwitchedOnAndThoseThatSomebodyHas() {
        site.config("auth", "ldap,,cas").user(10, "auth", "LDAP").user(11, "auth", "a,b");
        site.user(12, "auth", "").user(13, "auth", "gone", "deleted", 1).user(14, "auth", "ldap");

        assertThat(site.oracle().segments(PLAIN, "weekly", TinySite.TICK).get("moodle.discovery[auth]"))
                .extracting(Segment::id)
                .containsExactlyInAnyOrder("", "LDAP", "a,b", "cas", "ldap", "manual");
        assertThat(site.values("weekly"))
                .containsEntry("moodle.auth.weeklyusers[]", "1")
                .containsEntry("moodle.auth.weeklyusers[LDAP]", "1")
                .containsEntry("moodle.auth.weeklyusers[\"a,b\"]", "1")
                .containsEntry("moodle.auth.weeklyusers[cas]", "0")
                .containsEntry("moodle.auth.weeklyusers[ldap]", "1")
                .doesNotContainKey("moodle.auth.weeklyusers[gone]");
    }

    @Test
    void cohortsHaveLivingMembers() {
        site.with("cohort", "id", 1, "contextid", 1, "name", "A");
        site.with("cohort", "id", 2, "contextid", 1, "name", "B");
        site.user(10).user(11, "suspended", 1);
        for (long user : List.of(10L, 11L, 99L)) {
            site.with("cohort_members", "cohortid", 1, "userid", user);
        }

        assertThat(site.values("daily"))
                .containsEntry("moodle.cohort.members[1]", "1")
                .containsEntry("moodle.cohort.members[2]", "0");
        assertThat(site.values(with(OracleSegments.DEFAULT.withCohorts(2L, 3L)), "daily"))
                .doesNotContainKeys("moodle.cohort.members[1]", "moodle.cohort.members[3]")
                .containsEntry("moodle.cohort.members[2]", "0");
    }

    @Test
    void categoriesCoverWhatIsBelowThemByWholeIds() {
        site.category(1, "/1").category(12, "/1/12").category(120, "/1/12/120").category(2, "/2");
        site.category(11, "/11").category(9, "");
        site.course(10, "category", 1).course(11, "category", 12).course(12, "category", 120);
        site.course(13, "category", 11).course(14, "category", 9).course(15, "category", 777);
        site.event("courseid", 12, "userid", 10).event("courseid", 10, "userid", 10);
        site.event("courseid", 11, "userid", 11, "origin", "ws").event("courseid", 13, "userid", 12);
        site.event("courseid", 11, "userid", 13, "realuserid", 2).event("courseid", 99, "userid", 14);

        assertThat(site.values(
                        with(OracleSegments.DEFAULT
                                .withCategories(1L, 12L, 2L, 9L, 11L)
                                .withPeopleFloor(2)),
                        "daily"))
                .containsEntry("moodle.topcategory.courses[1]", "3")
                .containsEntry("moodle.topcategory.courses[12]", "2")
                .containsEntry("moodle.topcategory.courses[9]", "1")
                .containsEntry("moodle.topcategory.courses[2]", "0")
                .containsEntry("moodle.topcategory.requests[1]", "3")
                .containsEntry("moodle.topcategory.requests[12]", "2")
                .containsEntry("moodle.topcategory.requests[11]", "1")
                .containsEntry("moodle.topcategory.distinctusers[1]", "2")
                .containsEntry("moodle.topcategory.distinctusers[2]", "0")
                .doesNotContainKey("moodle.topcategory.distinctusers[11]");
    }

    @Test
    void peopleEnrolledInSeveralCoursesCountOnceInACategory() {
        site.category(1, "/1").course(10).course(11).user(10).user(11);
        site.with("enrol", "id", 1, "enrol", "manual", "status", 0, "courseid", 10);
        site.with("enrol", "id", 2, "enrol", "self", "status", 0, "courseid", 10);
        site.with("enrol", "id", 3, "enrol", "manual", "status", 0, "courseid", 11);
        for (long way : List.of(1L, 2L, 3L)) {
            enrolment(way, 10, TinySite.NOW, TinySite.NOW + 1);
        }
        enrolment(1, 11, TinySite.NOW + 1, 0);
        enrolment(3, 11, 0, TinySite.NOW);

        assertThat(site.values(with(OracleSegments.DEFAULT.withCourses(10L, 11L)), "daily"))
                .containsEntry("moodle.topcategory.enroled[1]", "1")
                .containsEntry("moodle.course.enrolled[10]", "1")
                .containsEntry("moodle.course.enrolled[11]", "1");
    }

    @Test
    void filesLieBelowContextsByWholeIds() {
        site.category(1, "/1").course(10);
        context(2, 40, 1, "/1/2").context(3, 50, 10, "/1/2/3").context(4, 70, 5, "/1/2/3/4");
        context(20, 40, 2, "/1/20").context(30, 50, 11, "/1/2/30");
        long size = 1024;
        for (long context : List.of(2L, 3L, 4L, 20L, 30L, 99L)) {
            site.with("files", "contextid", context, "filesize", size, "contenthash", "same");
            size *= 2;
        }

        assertThat(site.values(with(OracleSegments.DEFAULT.withCourses(10L)), "daily"))
                .containsEntry("moodle.topcategory.storage[1]", "23.00")
                .containsEntry("moodle.course.fileload[10]", "6.00");
    }

    @Test
    void aCourseOffersWhatItsStudentsMaySee() {
        site.course(10).with("course_sections", "id", 1, "course", 10, "visible", 1);
        site.with("course_sections", "id", 2, "course", 10, "visible", 0);
        String[] kinds = {"page", "quiz", "label", "qbank", "subsection"};
        for (int kind = 0; kind < kinds.length; kind++) {
            site.with("modules", "id", kind, "name", kinds[kind]);
            module(kind, kind, 1, "visible", 1);
        }
        module(10, 0, 2, "visible", 1).module(11, 0, 1, "visible", 0).module(12, 0, 1, "deletioninprogress", 1);
        module(13, 0, 1, "visibleoncoursepage", 0);
        site.user(10).user(11).user(12).user(13, "suspended", 1);
        site.with("role", "id", 5, "archetype", "student");
        context(3, 50, 10, "/1/3").context(4, 50, 11, "/1/4");
        site.with("enrol", "id", 1, "enrol", "manual", "status", 0, "courseid", 10);
        for (long user : List.of(10L, 11L, 12L, 13L)) {
            enrolment(1, user, 0, 0);
            site.with("role_assignments", "roleid", 5, "contextid", user == 12 ? 4 : 3, "userid", user);
        }
        // what students 10 and 11 could see: 0, 1 and 10
        visit(10, 0)
                .visit(10, 0)
                .visit(10, 1)
                .visit(10, 2)
                .visit(11, 10)
                .visit(11, 11)
                .visit(12, 0)
                .visit(13, 1);

        assertThat(site.values(with(OracleSegments.DEFAULT.withCourses(10L)), "daily"))
                .containsEntry("moodle.course.modules[10]", "5")
                .containsEntry("moodle.course.proposedmodules[10]", "3")
                .containsEntry("moodle.course.views[10]", "8")
                .containsEntry("moodle.course.engagement[10]", "0.5000");
    }

    @Test
    void engagementLooksBackToTheStartOfTheCourseOrOfTheLog() {
        // of one student, and sent all the same: the people floor is of numbers of people
        OracleSettings listed = with(OracleSegments.DEFAULT.withCourses(10L));
        site.course(10, "startdate", TinySite.YESTERDAY + 1).user(10);
        site.with("modules", "id", 0, "name", "page").with("role", "id", 5, "archetype", "student");
        module(0, 0, 1, "visible", 1);
        context(3, 50, 10, "/1/3");
        site.with("role_assignments", "roleid", 5, "contextid", 3, "userid", 10);
        site.with("enrol", "id", 1, "enrol", "manual", "status", 0, "courseid", 10);
        enrolment(1, 10, 0, 0);
        visit(10, 0);

        assertThat(site.values(listed, "daily")).containsEntry("moodle.course.engagement[10]", "0.0000");
        visit(10, 0, TinySite.YESTERDAY + 1);
        assertThat(site.values(listed, "daily")).containsEntry("moodle.course.engagement[10]", "1.0000");
        site.with("config_plugins", "plugin", "logstore_standard", "name", "loglifetime", "value", "1");
        assertThat(site.values(listed, "daily"))
                .containsEntry("moodle.course.engagement[10]", "0.0000")
                .doesNotContainKey("moodle.course.views[10]");
        assertThat(site.emptied("config_plugins").values(listed, "daily"))
                .doesNotContainKey("moodle.course.engagement[10]");
        site.emptied("course_modules")
                .with("config_plugins", "plugin", "tool_log", "name", "enabled_stores", "value", "logstore_standard");
        assertThat(site.values(listed, "daily")).doesNotContainKey("moodle.course.engagement[10]");
    }

    @Test
    void theKeysOfTheReferenceAreSentOnDemand() {
        site.category(1, "/1").course(10);
        OracleSegments listed = OracleSegments.DEFAULT.withCourses(10L);

        assertThat(site.values(with(listed), "daily")).doesNotContainKey("moodle.topcategory.[1.courses]");
        assertThat(site.values(with(listed.withReferenceKeys(true)), "daily"))
                .containsEntry("moodle.topcategory.courses[1]", "1")
                .containsEntry("moodle.topcategory.[1.courses]", "1")
                .containsEntry("moodle.course.[10.proprosedmodules]", "0")
                .doesNotContainKey("moodle.course.[10.views]");
    }

    @Test
    void anItemsKeyTellsItsOriginAndItsClock() {
        assertThat(Oracle.origin("moodle.course.requests[12]", "daily"))
                .contains("moodle.course.requests[{#COURSEID}]");
        assertThat(Oracle.origin("moodle.course.[12.requests]", "daily"))
                .contains("moodle.course.requests[{#COURSEID}]");
        assertThat(Oracle.origin("moodle.course.requests[12]", "weekly")).isEmpty();
        assertThat(Oracle.clock("moodle.course.requests[12]", "daily", TinySite.TICK, ZoneOffset.UTC))
                .isEqualTo(TinySite.stamp("2026-11-18T23:59:59Z"));
        assertThat(Oracle.clock("moodle.course.engagement[12]", "daily", TinySite.TICK, ZoneOffset.UTC))
                .isEqualTo(TinySite.NOW);
        assertThatThrownBy(() -> Oracle.clock("moodle.course.other[12]", "daily", TinySite.TICK, ZoneOffset.UTC))
                .hasMessageContaining("moodle.course.other[12]");
    }

    private SegmentsTest context(long id, long level, long instance, String path) {
        site.with("context", "id", id, "contextlevel", level, "instanceid", instance, "path", path);
        return this;
    }

    private SegmentsTest enrolment(long way, long user, long start, long end) {
        site.with("user_enrolments", "enrolid", way, "userid", user, "status", 0, "timestart", start, "timeend", end);
        return this;
    }

    /** A module of course 10; what is not said of it is as usual. */
    private SegmentsTest module(long id, long kind, long section, String column, long value) {
        site.with(
                "course_modules",
                Map.of(
                        "id",
                        id,
                        "course",
                        10L,
                        "module",
                        kind,
                        "section",
                        section,
                        "visible",
                        1L,
                        "visibleoncoursepage",
                        1L,
                        "deletioninprogress",
                        0L),
                column,
                value);
        return this;
    }

    private SegmentsTest visit(long user, long module) {
        return visit(user, module, TinySite.YESTERDAY);
    }

    private SegmentsTest visit(long user, long module, long time) {
        site.event(
                "userid",
                user,
                "target",
                "course_module",
                "contextlevel",
                70,
                "contextinstanceid",
                module,
                "timecreated",
                time);
        return this;
    }
}
