package org.moodlefleet.testbed.moodle.internal.site;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Completion of activities and courses, and first looks at activities. */
final class Completions implements Part {
    private static final long DAY = 86_400;

    @Override
    public void write(Site site, SplittableRandom random) {
        activities(site, random);
        TableWriter rows =
                site.writer("course_completions", "userid", "course", "timeenrolled", "timestarted", "timecompleted");
        for (Course course : site.courses) {
            for (Person student : course.students) {
                if (Draw.percent(85, random)) {
                    course(site, rows, course, student, random);
                }
            }
        }
    }

    private static void course(Site site, TableWriter rows, Course course, Person student, SplittableRandom random) {
        long enrolled = course.created + random.nextInt(600);
        Long completed = Draw.percent(35, random) ? site.moments.since(enrolled, random) : null;
        // now and then Moodle notes a start after the completion
        long started = Math.min(enrolled + random.nextLong(30 * DAY), site.now - 1);
        rows.add(
                student.id,
                course.id,
                Draw.percent(10, random) ? 0 : enrolled,
                Draw.percent(15, random) ? 0 : started,
                completed);
    }

    private static void activities(Site site, SplittableRandom random) {
        TableWriter completions =
                site.writer("course_modules_completion", "coursemoduleid", "userid", "completionstate", "timemodified");
        TableWriter views = site.writer("course_modules_viewed", "coursemoduleid", "userid", "timecreated");
        List<Activity> met = site.activities.stream()
                .filter(activity -> !activity.course().students.isEmpty())
                .toList();
        Set<List<Long>> done = new HashSet<>();
        int wanted = met.isEmpty() ? 0 : site.spec.users() * 6;
        for (int i = 0; i < wanted; i++) {
            Activity activity = Draw.earlyOneOf(met, random);
            Person student = Draw.oneOf(activity.course().students, random);
            if (done.add(List.of(activity.id(), student.id))) {
                long viewed = site.moments.since(activity.added(), random);
                views.add(activity.id(), student.id, viewed);
                completions.add(
                        activity.id(),
                        student.id,
                        Draw.oneOf(random, 1, 1, 1, 2, 2, 0, 3),
                        site.moments.since(viewed, random));
            }
        }
    }
}
