package org.moodlefleet.testbed.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events of logstore_standard_log (rules, sections 1 and 3). */
final class LogEvents {
    private final MoodleSnapshot moodle;
    private final SiteConfig config;
    private final People people;
    private final long tick;

    LogEvents(MoodleSnapshot moodle, SiteConfig config, People people, long tick) {
        this.moodle = moodle;
        this.config = config;
        this.people = people;
        this.tick = tick;
    }

    /**
     * Every event of the window.
     *
     * @throws NotSent when the log of the window was not written or is purged
     */
    Stream<Row> all(Window window) {
        if (isPurged(window)) {
            throw new NotSent("the log of the window is purged");
        }
        return kept(window);
    }

    private Stream<Row> kept(Window window) {
        if (!isWritten()) {
            throw new NotSent("the standard log is off");
        }
        return moodle.rows("logstore_standard_log").filter(event -> event.within("timecreated", window));
    }

    Stream<Row> web(Window window) {
        return all(window).filter(event -> event.is("origin", "web"));
    }

    /** What people did themselves, in a browser or in the app. */
    Stream<Row> person(Window window) {
        return byPeople(all(window));
    }

    /**
     * The same of a window whose beginning may be purged.
     *
     * @throws NotSent when the log is not written
     */
    Stream<Row> personAsFarAsKept(Window window) {
        return byPeople(kept(window));
    }

    private Stream<Row> byPeople(Stream<Row> events) {
        return events.filter(event -> event.in("origin", List.of("web", "ws")))
                .filter(event -> event.isNull("realuserid") && event.is("anonymous", 0))
                .filter(this::isOfSomebody);
    }

    Stream<Row> logins(Window window) {
        return all(window)
                .filter(event -> event.is("action", "loggedin") && event.is("target", "user"))
                .filter(event -> event.isNull("realuserid"))
                .filter(this::isOfSomebody);
    }

    Stream<Row> failedLogins(Window window) {
        return all(window).filter(event -> event.is("action", "failed") && event.is("target", "user_login"));
    }

    static Set<Long> distinctUsers(Stream<Row> events) {
        return events.map(event -> event.num("userid")).collect(Collectors.toSet());
    }

    private boolean isOfSomebody(Row event) {
        return event.above("userid", 0) && !people.isGuest(event.num("userid"));
    }

    private boolean isWritten() {
        String stores = config.text("tool_log", "enabled_stores").orElse("");
        return Arrays.stream(stores.split(",")).map(String::strip).anyMatch("logstore_standard"::equals);
    }

    private boolean isPurged(Window window) {
        OptionalLong days = config.number("logstore_standard", "loglifetime");
        return days.isPresent() && days.getAsLong() > 0 && window.start() < tick - days.getAsLong() * 86400;
    }
}
