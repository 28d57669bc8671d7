package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who counts as a person, and as what. */
class PeopleTest {
    private final TinySite site = new TinySite();

    @Test
    void registeredUsersAreAliveSuspendedOrUnconfirmed() {
        site.user(TinySite.GUEST).user(10, "lastaccess", 5).user(11);
        site.user(12, "suspended", 1, "confirmed", 0).user(13, "confirmed", 0);
        site.user(14, "deleted", 1).user(15, "mnethostid", 3).user(16, "deleted", 1, "mnethostid", 3);

        assertThat(site.values("daily"))
                .containsAllEntriesOf(Map.of(
                        "moodle.users.registered", "4",
                        "moodle.users.alive", "2",
                        "moodle.users.suspended", "1",
                        "moodle.users.unconfirmed", "1",
                        "moodle.users.activated", "1",
                        "moodle.users.neveraccessed", "1",
                        "moodle.users.deleted", "1"));
    }

    @Test
    void withoutALocalHostEveryHostIsLocal() {
        site.emptied("config").user(TinySite.GUEST).user(10, "mnethostid", 3);

        assertThat(site.values("daily")).containsEntry("moodle.users.registered", "2");
    }

    @Test
    void whoeverIsSeenAfterTheTickWasSeenBeforeIt() {
        site.user(10, "lastaccess", TinySite.NOW + 5).user(11, "lastaccess", TinySite.NOW - 300);
        site.user(12, "lastaccess", TinySite.NOW - 900).user(13, "lastaccess", TinySite.NOW - 3601);

        assertThat(site.values("instant")).containsEntry("moodle.users.online", "2");
        assertThat(site.values("hourly"))
                .containsEntry("moodle.users.connected", "3")
                .containsEntry("moodle.users.active", "3");
    }

    @Test
    void staffComesBeforeTeachersAndTeachersBeforeStudents() {
        assigned("manager", 10).assigned("editingteacher", 11).assigned("teacher", 12);
        assigned("student", 13).assigned("coursecreator", 14);
        assigned("student", 10).assigned("teacher", 10).assigned("student", 12);
        assigned("student", TinySite.ADMIN).assigned("student", 15);
        for (long id = 10; id < 15; id++) {
            site.user(id).login(id);
        }
        site.user(TinySite.ADMIN).user(15, "suspended", 1).login(15);

        assertThat(site.values("daily"))
                .as("a suspended account is no student, but whoever logged in with it was")
                .containsAllEntriesOf(Map.of(
                        "moodle.users.staff", "2",
                        "moodle.users.teachers", "2",
                        "moodle.users.students", "1",
                        "moodle.users.siteadmins", "1",
                        "moodle.users.dailydistinctlogins", "6",
                        "moodle.users.dailydistinctstafflogins", "1",
                        "moodle.users.dailydistinctteacherlogins", "2",
                        "moodle.users.dailydistinctstudentlogins", "2"));
    }

    @Test
    void inSchoolsProfileFieldsMakeTheRoles() {
        site.with("user_info_field", "id", 1, "shortname", "eleve");
        site.with("user_info_field", "id", 2, "shortname", "cdt");
        site.with("user_info_field", "id", 3, "shortname", "administration");
        site.user(10).user(11).user(12).user(13).user(14);
        field(10, 1, "1")
                .field(11, 1, "1")
                .field(11, 2, " yes ")
                .field(12, 3, "1")
                .field(12, 2, "1");
        field(13, 1, "0").field(13, 2, " ").field(14, 1, " 0 ").field(14, 2, "");

        assertThat(site.values(OracleSettings.defaults(ZoneOffset.UTC).withRolePolicy("ent"), "daily"))
                .containsEntry("moodle.users.students", "1")
                .containsEntry("moodle.users.teachers", "1")
                .containsEntry("moodle.users.staff", "1");
    }

    @Test
    void anEnrolmentIsActiveOnceACourse() {
        site.course(10).user(10).user(11).user(12, "suspended", 1);
        enrol(1, 10, 0).enrol(2, 10, 0).enrol(3, 10, 1).enrol(4, 1, 0);
        enrolled(1, 10, 0, 0, 0).enrolled(2, 10, 0, 0, TinySite.NOW + 1).enrolled(1, 12, 0, 0, 0);
        enrolled(1, 11, 1, 0, 0).enrolled(2, 11, 0, 0, TinySite.NOW).enrolled(3, 11, 0, 0, 0);
        enrolled(4, 11, 0, 0, 0).enrolled(1, 11, 0, TinySite.NOW + 1, 0);

        assertThat(site.values("daily")).containsEntry("moodle.enrol.active", "1");
    }

    private PeopleTest assigned(String archetype, long user) {
        long role = archetype.hashCode();
        site.with("role", "id", role, "archetype", archetype);
        site.with("role_assignments", "roleid", role, "contextid", 77, "userid", user);
        return this;
    }

    private PeopleTest field(long user, long field, String data) {
        site.with("user_info_data", "userid", user, "fieldid", field, "data", data);
        return this;
    }

    private PeopleTest enrol(long id, long course, long status) {
        site.with("enrol", "id", id, "enrol", "manual", "courseid", course, "status", status);
        return this;
    }

    private PeopleTest enrolled(long enrol, long user, long status, long start, long end) {
        site.with(
                "user_enrolments",
                "enrolid",
                enrol,
                "userid",
                user,
                "status",
                status,
                "timestart",
                start,
                "timeend",
                end);
        return this;
    }
}
