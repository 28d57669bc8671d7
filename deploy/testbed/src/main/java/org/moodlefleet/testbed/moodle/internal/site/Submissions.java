package org.moodlefleet.testbed.moodle.internal.site;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** What students hand in: one row an attempt, of which one is the latest; teams have a row with user 0 besides their members'. */
final class Submissions {
    private final Site site;
    private final SplittableRandom random;
    private final TableWriter rows;

    Submissions(Site site, SplittableRandom random) {
        this.site = site;
        this.random = random;
        rows = site.writer(
                "assign_submission",
                "assignment",
                "userid",
                "timecreated",
                "timemodified",
                "status",
                "groupid",
                "attemptnumber",
                "latest");
    }

    void ofIndividuals(Activity assign, int count) {
        Set<Person> done = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Person person = Draw.oneOf(assign.course().students, random);
            if (!done.add(person)) {
                continue;
            }
            long created = site.moments.since(assign.added(), random);
            boolean again = Draw.percent(6, random);
            add(assign, person.id, 0, created, again ? "reopened" : status(), 0, !again);
            if (again) {
                add(assign, person.id, 0, site.moments.since(created, random), status(), 1, true);
            }
        }
    }

    void ofTeams(Activity assign, List<Groups.Group> groups) {
        for (Groups.Group group : groups) {
            long created = site.moments.since(assign.added(), random);
            add(assign, 0, group.id(), created, status(), 0, true);
            for (Person member : group.members()) {
                if (random.nextBoolean()) {
                    add(assign, member.id, group.id(), created, random.nextBoolean() ? "submitted" : "new", 0, true);
                }
            }
        }
        add(assign, 0, 0, site.moments.since(assign.added(), random), "submitted", 0, true);
    }

    private String status() {
        return Draw.oneOf(random, "submitted", "submitted", "submitted", "submitted", "draft", "new");
    }

    private void add(Activity assign, long user, long group, long created, String status, int attempt, boolean latest) {
        long modified = random.nextInt(3) == 0 ? site.moments.since(created, random) : created;
        rows.add(assign.instance(), user, created, modified, status, group, attempt, latest);
    }
}
