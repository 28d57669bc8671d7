package org.moodlefleet.testbed.moodle.internal.site;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.load.TableWriter;
import org.moodlefleet.testbed.moodle.internal.site.Person.Calling;

/** Ways into courses, enrolments of all kinds, roles in courses, categories and the system. */
final class Enrolments implements Part {
    private static final long DAY = 86_400;
    private Site site;
    private SplittableRandom random;
    private TableWriter ways;
    private TableWriter enrolments;
    private TableWriter assignments;

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        ways = site.writer(
                "enrol",
                "enrol",
                "status",
                "courseid",
                "sortorder",
                "roleid",
                "customint1",
                "timecreated",
                "timemodified");
        enrolments = site.writer(
                "user_enrolments",
                "status",
                "enrolid",
                "userid",
                "timestart",
                "timeend",
                "modifierid",
                "timecreated",
                "timemodified");
        assignments = site.writer(
                "role_assignments",
                "roleid",
                "contextid",
                "userid",
                "timemodified",
                "modifierid",
                "component",
                "itemid");
        List<Person> students = of(Calling.STUDENT);
        List<Person> teachers = of(Calling.TEACHER);
        for (int i = 0; i < site.courses.size(); i++) {
            enrol(i, site.courses.get(i), students, teachers);
        }
        abroad(of(Calling.STAFF), teachers);
    }

    private List<Person> of(Calling calling) {
        return site.people.stream().filter(person -> person.is(calling)).toList();
    }

    private void enrol(int place, Course course, List<Person> students, List<Person> teachers) {
        long manual = way("manual", 0, course, Roles.STUDENT, null);
        long self = way("self", place % 3 == 0 ? 0 : 1, course, Roles.STUDENT, 0L);
        way("guest", 1, course, 0, null);
        long cohort = place % 4 == 1 && Cohorts.count(site) > 2
                ? way("cohort", place % 8 == 1 ? 0 : 1, course, Roles.STUDENT, 1 + (long) random.nextInt(2))
                : 0;
        if (place % 12 != 7 && !teachers.isEmpty()) {
            for (Person teacher : sample(teachers, 1 + random.nextInt(3))) {
                boolean active = enrolment(manual, course, teacher, 0);
                role(random.nextInt(4) == 0 ? Roles.TEACHER : Roles.EDITING_TEACHER, course.context, teacher, "", 0);
                meet(active, course.teachers, course, teacher);
            }
        }
        if (place % 11 != 10 && !students.isEmpty()) {
            int most = Math.max(2, students.size() / (2 + random.nextInt(12)));
            for (Person student : sample(students, 1 + random.nextInt(most))) {
                student(course, student, Draw.percent(20, random) ? self : manual, self, cohort);
            }
        }
    }

    private void student(Course course, Person student, long way, long self, long cohort) {
        boolean active = enrolment(way, course, student, 8) && (way != self || course.id % 3 == 2);
        role(Roles.STUDENT, course.context, student, "", 0);
        if (cohort > 0 && Draw.percent(30, random)) {
            enrolment(cohort, course, student, 4);
            role(Roles.STUDENT, course.context, student, "enrol_cohort", cohort);
        }
        if (Draw.percent(3, random)) {
            role(Draw.oneOf(random, Roles.TUTOR, Roles.DELEGATE, Roles.LIBRARIAN), course.context, student, "", 0);
        }
        meet(active, course.students, course, student);
    }

    private static void meet(boolean active, List<Person> circle, Course course, Person person) {
        circle.add(person);
        if (active) {
            person.courses.add(course);
        }
    }

    private long way(String method, int status, Course course, long role, Long first) {
        return ways.add(method, status, course.id, ways.next() % 4, role, first, course.created, course.created);
    }

    /** Adds an enrolment; true when it is in force now. */
    private boolean enrolment(long way, Course course, Person person, int troubles) {
        int trouble = random.nextInt(100);
        boolean suspended = trouble < troubles / 2;
        boolean ended = !suspended && trouble < troubles;
        boolean early = trouble == 99;
        boolean dated = trouble % 5 == 0;
        long created = Math.min(site.now - 1, course.created + random.nextInt(10 * 86_400));
        long start = early ? site.now + DAY : dated ? created : 0;
        long end = ended ? Math.min(created + 30 * DAY, site.now) : dated ? site.now + 90 * DAY : 0;
        enrolments.add(suspended ? 1 : 0, way, person.id, start, end, 2, created, created);
        return !suspended && !ended && !early;
    }

    /** Roles outside courses: managers and librarians of the site, creators and teachers of whole categories. */
    private void abroad(List<Person> staff, List<Person> teachers) {
        for (int i = 0; i < staff.size(); i++) {
            Contexts.Context home = Draw.oneOf(site.categories, random).context();
            switch (i % 4) {
                case 0 -> role(Roles.MANAGER, site.contexts.system, staff.get(i), "", 0);
                case 1 -> role(Roles.MANAGER, home, staff.get(i), "", 0);
                case 2 -> role(Roles.COURSE_CREATOR, home, staff.get(i), "", 0);
                default -> role(Roles.LIBRARIAN, site.contexts.system, staff.get(i), "", 0);
            }
        }
        for (int i = 0; i < teachers.size(); i += 9) {
            role(Roles.EDITING_TEACHER, Draw.oneOf(site.categories, random).context(), teachers.get(i), "", 0);
        }
        studentsElsewhere(staff, teachers);
    }

    /** Students of a category, of an activity, and of a course where their enrolment is missing or ended. */
    private void studentsElsewhere(List<Person> staff, List<Person> teachers) {
        for (int i = 0; i < site.courses.size(); i++) {
            Course course = site.courses.get(i);
            Contexts.Context activity = course.activities.isEmpty()
                    ? course.context
                    : course.activities.get(0).context();
            if (i % 3 == 0 && !course.teachers.isEmpty()) {
                role(Roles.STUDENT, activity, course.teachers.get(0), "", 0);
            }
            if (i % 3 == 1 && !staff.isEmpty()) {
                role(Roles.STUDENT, course.context, Draw.oneOf(staff, random), "", 0);
            }
        }
        for (int i = 4; i < teachers.size(); i += 9) {
            role(Roles.STUDENT, Draw.oneOf(site.categories, random).context(), teachers.get(i), "", 0);
        }
    }

    private void role(long role, Contexts.Context context, Person person, String component, long item) {
        assignments.add(role, context.id(), person.id, site.begin, 2, component, item);
    }

    private Set<Person> sample(List<Person> from, int count) {
        Set<Person> chosen = new LinkedHashSet<>();
        for (int i = 0; i < count * 2 && chosen.size() < count; i++) {
            chosen.add(Draw.earlyOneOf(from, random));
        }
        return chosen;
    }
}
