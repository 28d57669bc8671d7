package org.moodlefleet.testbed.moodle.internal.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A course and who is met in it. */
final class Course {
    /** How alive a course is. */
    enum Life {
        BUSY,
        /** Last opened more than a year ago. */
        ASLEEP,
        NEVER_OPENED
    }

    final long id;
    final Contexts.Context context;
    final Life life;
    final long created;
    final long start;
    final List<Person> students = new ArrayList<>();
    final List<Person> teachers = new ArrayList<>();
    final List<Activity> activities = new ArrayList<>();
    final Map<Person, Long> lastAccess = new LinkedHashMap<>();

    Course(long id, Contexts.Context context, Life life, long created, long start) {
        this.id = id;
        this.context = context;
        this.life = life;
        this.created = created;
        this.start = start;
    }

    boolean takesPlace(long time) {
        return life == Life.BUSY && time >= created;
    }

    void seen(Person person, long time) {
        lastAccess.merge(person, time, Math::max);
        person.seen(time);
    }
}
