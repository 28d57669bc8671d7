package org.moodlefleet.testbed.moodle.internal.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Groups within courses; some students are in two, some in none. */
final class Groups {
    private final Map<Course, List<Group>> byCourse = new HashMap<>();

    record Group(long id, List<Person> members) {}

    Groups(Site site, SplittableRandom random) {
        TableWriter rows = site.writer("groups", "courseid", "name", "timecreated", "timemodified");
        TableWriter members = site.writer("groups_members", "groupid", "userid", "timeadded");
        for (Course course : site.courses) {
            List<Group> groups = new ArrayList<>();
            for (int i = 1; i <= Math.min(4, course.students.size() / 4); i++) {
                Group group = new Group(
                        rows.add(course.id, "Groupe " + i, course.created, course.created), new ArrayList<>());
                for (Person student : course.students) {
                    if (random.nextInt(3) == 0) {
                        members.add(group.id(), student.id, course.created);
                        group.members().add(student);
                    }
                }
                groups.add(group);
            }
            byCourse.put(course, groups);
        }
    }

    List<Group> of(Course course) {
        return byCourse.get(course);
    }
}
