package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForumOracleTest {
    private static final long OCTOBER = TinySite.stamp("2026-10-10T10:00:00Z");

    private final TinySite site = new TinySite();
    private long lastPost;

    @Test
    void aDiscussionOpensWithItsFirstPost() {
        post(1, 10, TinySite.YESTERDAY, 0).post(1, 11, TinySite.YESTERDAY, 0).post(1, 12, TinySite.YESTERDAY, 1);
        discussion(1, 10, 1).discussion(2, 10, 3).discussion(3, 10, 99);

        assertThat(site.values("daily"))
                .containsEntry("moodle.forum.dailyposts", "2")
                .containsEntry("moodle.forum.dailyopeneddiscussions", "1");
    }

    @Test
    void teachersHaveTheirPartOfSevenDays() {
        site.with("role", "id", 3, "archetype", "editingteacher");
        site.with("role_assignments", "roleid", 3, "contextid", 1, "userid", 10);
        long sevenDays = TinySite.stamp("2026-11-12T00:00:00Z");
        post(1, 10, TinySite.YESTERDAY, 0).post(1, 11, sevenDays, 0).post(1, 12, sevenDays, 0);
        post(1, 10, sevenDays - 1, 0).post(1, 10, TinySite.NOW, 0);

        assertThat(site.values("daily")).containsEntry("moodle.forum.weekforumroleratio", "33.33");
    }

    @Test
    void thoseWhoPostParticipateWhereTheyAreEnrolled() {
        site.course(10).course(11).user(20).user(21).user(22).user(23, "suspended", 1);
        discussion(1, 10, 0).discussion(2, 11, 0).discussion(3, 1, 0).discussion(4, 99, 0);
        enrolled(10, 20)
                .enrolled(10, 21)
                .enrolled(10, 22)
                .enrolled(10, 23)
                .enrolled(11, 20)
                .enrolled(1, 22);
        post(1, 20, OCTOBER, 0).post(1, 20, OCTOBER, 0).post(1, 23, OCTOBER, 0).post(1, 22, OCTOBER, 1);
        post(3, 22, OCTOBER, 0).post(4, 22, OCTOBER, 0).post(2, 20, TinySite.YESTERDAY, 0);

        assertThat(site.values("monthly"))
                .as("one of three; nobody posted in course 11 in October")
                .containsEntry("moodle.forum.participation", "0.3333");
    }

    @Test
    void whoIsEnrolledAtTheEndOfTheMonthCounts() {
        long end = TinySite.stamp("2026-11-01T00:00:00Z");
        site.course(10).user(20).user(21).user(22).user(23);
        discussion(1, 10, 0);
        post(1, 20, OCTOBER, 0);
        enrolled(10, 20).enrolled(10, 21, 0, end + 1).enrolled(10, 22, 0, end).enrolled(10, 23, end + 1, 0);

        assertThat(site.values("monthly")).containsEntry("moodle.forum.participation", "0.5000");
    }

    private ForumOracleTest discussion(long id, long course, long firstPost) {
        site.with("forum_discussions", "id", id, "course", course, "firstpost", firstPost);
        return this;
    }

    private ForumOracleTest post(long discussion, long user, long created, long deleted) {
        lastPost++;
        site.with(
                "forum_posts",
                "id",
                lastPost,
                "discussion",
                discussion,
                "userid",
                user,
                "created",
                created,
                "deleted",
                deleted);
        return this;
    }

    private ForumOracleTest enrolled(long course, long user) {
        return enrolled(course, user, 0, 0);
    }

    private ForumOracleTest enrolled(long course, long user, long from, long until) {
        long method = course * 1000 + user;
        site.with("enrol", "id", method, "enrol", "manual", "courseid", course, "status", 0);
        site.with(
                "user_enrolments", "enrolid", method, "userid", user, "status", 0, "timestart", from, "timeend", until);
        return this;
    }
}
