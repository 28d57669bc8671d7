package org.moodlefleet.testbed.moodle.internal.site;

import java.util.List;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Forums, discussions and posts; some posts were deleted, some are private replies. */
final class Forums implements Part {
    private static final int POSTS_A_PERSON = 3;
    private static final int FIRST_IN_A_HUNDRED = 28;
    private Site site;
    private SplittableRandom random;
    private TableWriter discussions;
    private TableWriter posts;

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        List<Activity> forums = site.activities("forum");
        TableWriter rows = site.writer("forum", "course", "type", "name", "intro", "timemodified");
        for (Activity forum : forums) {
            rows.add(forum.course().id, forum.instance() % 3 == 0 ? "news" : "general", "Forum", "", forum.added());
        }
        discussions = site.writer(
                "forum_discussions", "course", "forum", "name", "firstpost", "userid", "timemodified", "usermodified");
        posts = site.writer(
                "forum_posts",
                "discussion",
                "parent",
                "userid",
                "created",
                "modified",
                "mailed",
                "subject",
                "message",
                "deleted",
                "privatereplyto");
        List<Activity> lively = forums.stream()
                .filter(forum -> !forum.course().students.isEmpty())
                .toList();
        long wanted = lively.isEmpty() ? 0 : (long) site.spec.users() * POSTS_A_PERSON;
        while (posts.next() <= wanted) {
            discussion(Draw.earlyOneOf(lively, random));
        }
    }

    private void discussion(Activity forum) {
        Course course = forum.course();
        long created = site.moments.since(forum.added(), random);
        Person author = speaker(course);
        long first = posts.next();
        long id = discussions.add(
                course.id, forum.instance(), Words.sentence(random), first, author.id, created, author.id);
        post(id, 0, author, created, false);
        while (!Draw.percent(FIRST_IN_A_HUNDRED, random)) {
            boolean aside = Draw.percent(4, random);
            post(id, first, speaker(course), site.moments.since(created, random), aside);
        }
    }

    private void post(long discussion, long parent, Person author, long created, boolean aside) {
        posts.add(
                discussion,
                parent,
                author.id,
                created,
                created,
                1,
                "Re",
                Words.sentence(random),
                Draw.percent(5, random),
                aside ? 2 : 0);
    }

    private Person speaker(Course course) {
        boolean teacher = !course.teachers.isEmpty() && Draw.percent(20, random);
        return Draw.oneOf(teacher ? course.teachers : course.students, random);
    }
}
