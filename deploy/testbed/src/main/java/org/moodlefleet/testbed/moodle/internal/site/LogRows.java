package org.moodlefleet.testbed.moodle.internal.site;

import org.moodlefleet.testbed.moodle.internal.load.TableWriter;

/** Writes rows of logstore_standard_log. */
final class LogRows {
    private final TableWriter rows;
    private final Contexts.Context system;

    LogRows(Site site) {
        system = site.contexts.system;
        rows = site.writer(
                "logstore_standard_log",
                "eventname",
                "component",
                "action",
                "target",
                "objecttable",
                "objectid",
                "crud",
                "edulevel",
                "contextid",
                "contextlevel",
                "contextinstanceid",
                "userid",
                "courseid",
                "relateduserid",
                "anonymous",
                "other",
                "timecreated",
                "origin",
                "ip",
                "realuserid");
    }

    /**
     * How an event came in.
     *
     * @param realUser who acted in somebody's name, or null
     */
    record Source(String origin, String ip, Long realUser, boolean anonymous) {}

    /** An event in the whole site. */
    void inSite(EventKind kind, long time, long user, String other, Source source) {
        Long object = kind.table == null ? null : Long.valueOf(user);
        add(kind, "", object, system, user, 0, other, time, source);
    }

    void inCourse(EventKind kind, long time, long user, Course course, Source source) {
        add(kind, "", kind.table == null ? null : course.id, course.context, user, course.id, "null", time, source);
    }

    void inActivity(EventKind kind, long time, long user, Activity activity, Source source) {
        long object = kind == EventKind.MODULE_UPDATED ? activity.id() : activity.instance();
        add(kind, activity.module(), object, activity.context(), user, activity.course().id, "null", time, source);
    }

    private void add(
            EventKind kind,
            String module,
            Long object,
            Contexts.Context context,
            long user,
            long course,
            String other,
            long time,
            Source source) {
        rows.add(
                EventKind.of(kind.event, module),
                EventKind.of(kind.component, module),
                kind.action,
                kind.target,
                EventKind.of(kind.table, module),
                object,
                kind.crud,
                kind.educational,
                context.id(),
                context.level(),
                context.instance(),
                user,
                course,
                null,
                source.anonymous(),
                other,
                time,
                source.origin(),
                source.ip(),
                source.realUser());
    }
}
