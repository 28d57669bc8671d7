package org.moodlefleet.testbed.moodle.internal.site;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Assignments of individuals and of teams, with overrides, extensions and submissions in time and late. */
final class Assignments implements Part {
    private static final long DAY = 86_400;
    private static final int SUBMISSIONS_A_PERSON = 3;
    private Site site;
    private SplittableRandom random;
    private Groups groups;
    private TableWriter overrides;
    private TableWriter flags;
    private Submissions submissions;

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        groups = new Groups(site, random);
        overrides = site.writer("assign_overrides", "assignid", "groupid", "userid", "sortorder", "duedate");
        flags = site.writer("assign_user_flags", "userid", "assignment", "extensionduedate");
        submissions = new Submissions(site, random);
        TableWriter rows = site.writer(
                "assign",
                "course",
                "name",
                "intro",
                "duedate",
                "allowsubmissionsfromdate",
                "cutoffdate",
                "grade",
                "timemodified",
                "teamsubmission");
        List<Activity> all = site.activities("assign");
        int each = all.isEmpty() ? 0 : 1 + site.spec.users() * SUBMISSIONS_A_PERSON / all.size();
        for (Activity assign : all) {
            boolean team = assign.instance() % 5 == 3;
            long due = due(assign);
            long opens = random.nextInt(4) == 0 ? Math.max(0, due - 20 * DAY) : 0;
            long cutoff = due > 0 && random.nextInt(4) == 0 ? due + 7 * DAY : 0;
            rows.add(assign.course().id, "Devoir", "", due, opens, cutoff, 100, assign.added(), team);
            if (!assign.course().students.isEmpty()) {
                exceptions(assign, due);
                handIn(assign, team, each);
            }
        }
    }

    /** A third of the due dates lie where submissions are made, the others long ago, ahead or nowhere. */
    private long due(Activity assign) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> site.now + random.nextLong(40 * DAY);
            default -> site.moments.since(assign.added(), random);
        };
    }

    private void exceptions(Activity assign, long due) {
        List<Person> students = assign.course().students;
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < students.size() / 8; i++) {
            Person person = Draw.oneOf(students, random);
            if (seen.add(person.id)) {
                long other = Math.max(0, due + random.nextLong(-3 * DAY, 10 * DAY));
                if (random.nextBoolean()) {
                    flags.add(person.id, assign.instance(), due == 0 || Draw.percent(20, random) ? 0 : other);
                } else {
                    overrides.add(assign.instance(), null, person.id, null, Draw.percent(25, random) ? null : other);
                }
            }
        }
        int rank = 0;
        for (Groups.Group group : groups.of(assign.course())) {
            if (random.nextInt(4) == 0) {
                overrides.add(assign.instance(), group.id(), null, ++rank, Draw.percent(25, random) ? null : due + DAY);
            }
        }
    }

    private void handIn(Activity assign, boolean team, int each) {
        if (team) {
            submissions.ofTeams(assign, groups.of(assign.course()));
        } else {
            submissions.ofIndividuals(assign, each);
        }
    }
}
