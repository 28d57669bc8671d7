package org.moodlefleet.testbed.moodle.internal.site;

import java.util.ArrayList;
import java.util.List;

/** A user account, with the traces that its activity leaves on it. */
final class Person {
    /** What somebody is at this school. */
    enum Calling {
        GUEST,
        ADMIN,
        STUDENT,
        TEACHER,
        STAFF
    }

    final long id;
    final Calling calling;
    final Account account;
    final Contexts.Context context;
    /** Courses of an enrolment in force, where this person is met. */
    final List<Course> courses = new ArrayList<>();

    long firstAccess;
    long lastAccess;
    long currentLogin;
    long lastLogin;

    Person(long id, Calling calling, Account account, Contexts.Context context) {
        this.id = id;
        this.calling = calling;
        this.account = account;
        this.context = context;
    }

    /**
     * State of the account.
     *
     * @param until when it was deleted or suspended
     */
    record Account(
            String auth,
            boolean deleted,
            boolean suspended,
            boolean confirmed,
            boolean remote,
            boolean neverUsed,
            long created,
            long until) {}

    boolean couldAct(long time) {
        return !account.neverUsed && time >= account.created && time < account.until;
    }

    boolean is(Calling wanted) {
        return calling == wanted;
    }

    void seen(long time) {
        firstAccess = firstAccess == 0 ? time : Math.min(firstAccess, time);
        lastAccess = Math.max(lastAccess, time);
    }

    /** Moodle moves the login before into lastlogin. */
    void loggedIn(long time) {
        seen(time);
        lastLogin = currentLogin;
        currentLogin = time;
    }
}
