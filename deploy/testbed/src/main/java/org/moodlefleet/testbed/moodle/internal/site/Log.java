package org.moodlefleet.testbed.moodle.internal.site;

import java.util.List;
import java.util.SplittableRandom;
import org.moodlefleet.testbed.moodle.internal.site.LogRows.Source;

/** The log: people at work, and all that is not a person at work but stands in the log as well. */
final class Log implements Part {
    private static final Source CLI = new Source("cli", null, null, false);
    /** Events of cron have no origin in some releases. */
    private static final Source NOWHERE = new Source(null, null, null, false);

    private static final Source RESTORE = new Source("restore", null, null, false);

    private Site site;
    private SplittableRandom random;
    private LogRows rows;
    private List<Person> users;

    @Override
    public void write(Site whole, SplittableRandom draws) {
        site = whole;
        random = draws;
        rows = new LogRows(site);
        users = site.people.subList(Math.min(2, site.people.size() - 1), site.people.size());
        for (long time : site.moments.inOrder(site.spec.logRows(), random)) {
            event(time);
        }
    }

    private void event(long time) {
        int dice = random.nextInt(1000);
        if (dice < 70) {
            login(time);
        } else if (dice < 85) {
            inSite(EventKind.LOGGED_OUT, time);
        } else if (dice < 100) {
            failedLogin(time);
        } else if (dice < 840) {
            work(time, person(time));
        } else if (dice < 880) {
            inSite(EventKind.DASHBOARD_VIEWED, time);
        } else {
            unusual(dice - 880, time);
        }
    }

    private void login(long time) {
        Person person = person(time);
        rows.inSite(
                EventKind.LOGGED_IN,
                time,
                person.id,
                "{\"username\":\"u" + person.id + "\"}",
                random.nextInt(8) == 0 ? app() : web());
        person.loggedIn(time);
    }

    private void inSite(EventKind kind, long time) {
        Person person = person(time);
        rows.inSite(kind, time, person.id, "null", web());
        person.seen(time);
    }

    private void failedLogin(long time) {
        boolean known = random.nextBoolean();
        String other = "{\"username\":\"" + (known ? "u" + person(time).id : "root") + "\",\"reason\":"
                + (known ? 3 : 1) + "}";
        rows.inSite(EventKind.LOGIN_FAILED, time, random.nextInt(10) == 0 ? -1 : 0, other, web());
    }

    private void work(long time, Person person) {
        Course course = course(time, person);
        if (course == null) {
            rows.inSite(EventKind.DASHBOARD_VIEWED, time, person.id, "null", web());
            person.seen(time);
            return;
        }
        Source source = random.nextInt(9) == 0 ? app() : web();
        if (course.activities.isEmpty() || random.nextInt(3) == 0) {
            rows.inCourse(EventKind.COURSE_VIEWED, time, person.id, course, source);
        } else {
            rows.inActivity(activityEvent(person), time, person.id, Draw.earlyOneOf(course.activities, random), source);
        }
        course.seen(person, time);
    }

    private EventKind activityEvent(Person person) {
        return switch (random.nextInt(12)) {
            case 0 -> EventKind.SUBMITTED;
            case 1 -> person.is(Person.Calling.STUDENT) ? EventKind.MODULE_VIEWED : EventKind.MODULE_UPDATED;
            default -> EventKind.MODULE_VIEWED;
        };
    }

    /** What a count of people must leave out, in 120 parts. */
    private void unusual(int dice, long time) {
        Course course = site.courses.isEmpty() ? null : Draw.earlyOneOf(site.courses, random);
        if (dice < 20 || course == null || !course.takesPlace(time)) {
            rows.inSite(EventKind.DASHBOARD_VIEWED, time, random.nextInt(3) == 0 ? 0 : site.guest().id, "null", web());
        } else if (dice < 40) {
            rows.inCourse(EventKind.COURSE_VIEWED, time, site.guest().id, course, web());
        } else if (dice < 50) {
            loggedInAs(time, course);
        } else if (dice < 60) {
            rows.inCourse(EventKind.GRADED, time, -1, course, CLI);
        } else if (dice < 75) {
            Source anonymous = new Source("web", Draw.address(random), null, true);
            rows.inCourse(EventKind.COURSE_VIEWED, time, person(time).id, course, anonymous);
        } else if (dice < 95) {
            rows.inCourse(EventKind.TASK_DONE, time, person(time).id, course, dice < 85 ? NOWHERE : CLI);
        } else {
            rows.inCourse(EventKind.RESTORED, time, site.admin().id, course, dice < 110 ? RESTORE : CLI);
        }
    }

    private void loggedInAs(long time, Course course) {
        Source disguised = new Source("web", Draw.address(random), site.admin().id, false);
        long user = person(time).id;
        if (random.nextInt(4) == 0) {
            rows.inSite(EventKind.LOGGED_IN, time, user, "null", disguised);
        } else {
            rows.inCourse(EventKind.COURSE_VIEWED, time, user, course, disguised);
        }
    }

    /** Somebody whose account existed and worked then; the admin when a few draws find nobody. */
    private Person person(long time) {
        for (int i = 0; i < 4; i++) {
            Person person = Draw.earlyOneOf(users, random);
            if (person.couldAct(time)) {
                return person;
            }
        }
        return site.admin();
    }

    /** Where the person was then; null for nowhere in particular. Few look into courses they are not enrolled in. */
    private Course course(long time, Person person) {
        boolean visitor = person.courses.isEmpty();
        List<Course> choices = visitor ? site.courses : person.courses;
        for (int i = 0; i < 4 && !choices.isEmpty() && (!visitor || random.nextInt(9) == 0); i++) {
            Course course = Draw.earlyOneOf(choices, random);
            if (course.takesPlace(time)) {
                return course;
            }
        }
        return null;
    }

    private Source web() {
        return new Source("web", Draw.address(random), null, false);
    }

    /** The mobile app. */
    private Source app() {
        return new Source("ws", Draw.address(random), null, false);
    }
}
