package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.INSTANT;
import static org.moodlefleet.testbed.oracle.Rate.MONTHLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** moodle.forum: discussions and posts. */
final class ForumOracle {
    private ForumOracle() {}

    static List<Measure> measures() {
        return List.of(
                window("moodle.forum.openeddiscussions", INSTANT, ForumOracle::openedDiscussions),
                window(
                        "moodle.forum.posts",
                        INSTANT,
                        now -> posts(now, now.window()).count()),
                window("moodle.forum.dailyopeneddiscussions", DAILY, ForumOracle::openedDiscussions),
                window(
                        "moodle.forum.dailyposts",
                        DAILY,
                        now -> posts(now, now.window()).count()),
                window("moodle.forum.weekforumroleratio", DAILY, ForumOracle::weekForumRoleRatio),
                window("moodle.forum.monthlyopeneddiscussions", MONTHLY, ForumOracle::openedDiscussions),
                window(
                        "moodle.forum.monthlyposts",
                        MONTHLY,
                        now -> posts(now, now.window()).count()),
                window("moodle.forum.participation", MONTHLY, ForumOracle::participation));
    }

    private static Stream<Row> posts(Reading now, Window window) {
        return now.rows("forum_posts").filter(post -> post.is("deleted", 0) && post.within("created", window));
    }

    static long openedDiscussions(Reading now) {
        Set<Long> created = posts(now, now.window()).map(post -> post.num("id")).collect(Collectors.toSet());
        return now.rows("forum_discussions")
                .filter(discussion -> discussion.in("firstpost", created))
                .count();
    }

    static BigDecimal weekForumRoleRatio(Reading now) {
        Set<Long> teachers = now.roles().teachers();
        List<Row> posts = posts(now, now.calendar().days(7)).toList();
        long byTeachers =
                posts.stream().filter(post -> post.in("userid", teachers)).count();
        return Decimals.quotient(100 * byTeachers, posts.size(), 2);
    }

    /** Of the people who were enrolled, at the end of the month, where somebody posted, the part that did. */
    static BigDecimal participation(Reading now) {
        Set<Enrolments.Place> authors = authors(now);
        Set<Long> courses = authors.stream().map(Enrolments.Place::course).collect(Collectors.toSet());
        List<Enrolments.Place> enrolled = Enrolments.ofLivingUsers(
                        now, now.window().end())
                .stream()
                .filter(place -> courses.contains(place.course()))
                .toList();
        long participants = enrolled.stream().filter(authors::contains).count();
        return Decimals.quotient(participants, enrolled.size(), 4);
    }

    /** Who posted in which of the existing courses. */
    private static Set<Enrolments.Place> authors(Reading now) {
        Set<Long> courses = now.courses().ids();
        Map<Long, Long> courseByDiscussion = now.rows("forum_discussions")
                .filter(discussion -> discussion.in("course", courses))
                .collect(Collectors.toMap(row -> row.num("id"), row -> row.num("course")));
        return posts(now, now.window())
                .filter(post -> post.in("discussion", courseByDiscussion.keySet()))
                .map(post -> new Enrolments.Place(courseByDiscussion.get(post.num("discussion")), post.num("userid")))
                .collect(Collectors.toSet());
    }
}
