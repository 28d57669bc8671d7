package org.moodlefleet.testbed.moodle.internal.site;

/** What the log says of an event; the level is the one of the context it happened in. */
enum EventKind {
    LOGGED_IN("\\core\\event\\user_loggedin", "core", "loggedin", "user", "user", 'r', 0),
    LOGGED_OUT("\\core\\event\\user_loggedout", "core", "loggedout", "user", "user", 'r', 0),
    LOGIN_FAILED("\\core\\event\\user_login_failed", "core", "failed", "user_login", null, 'r', 0),
    LOGGED_IN_AS("\\core\\event\\user_loggedinas", "core", "loggedinas", "user", "user", 'r', 0),
    DASHBOARD_VIEWED("\\core\\event\\dashboard_viewed", "core", "viewed", "dashboard", null, 'r', 0),
    COURSE_VIEWED("\\core\\event\\course_viewed", "core", "viewed", "course", null, 'r', 2),
    MODULE_VIEWED("\\mod_%s\\event\\course_module_viewed", "mod_%s", "viewed", "course_module", "%s", 'r', 2),
    MODULE_UPDATED(
            "\\core\\event\\course_module_updated", "core", "updated", "course_module", "course_modules", 'u', 1),
    SUBMITTED("\\mod_%s\\event\\something_submitted", "mod_%s", "submitted", "assessable", "%s", 'c', 2),
    GRADED("\\core\\event\\user_graded", "core", "graded", "user", "grade_grades", 'u', 1),
    TASK_DONE("\\core\\event\\course_completed", "core", "completed", "course", "course_completions", 'u', 2),
    RESTORED("\\core\\event\\course_restored", "core", "restored", "course", "course", 'c', 1);

    final String event;
    final String component;
    final String action;
    final String target;
    final String table;
    final String crud;
    final int educational;

    EventKind(String event, String component, String action, String target, String table, char crud, int educational) {
        this.event = event;
        this.component = component;
        this.action = action;
        this.target = target;
        this.table = table;
        this.crud = String.valueOf(crud);
        this.educational = educational;
    }

    /** The name with the module in it. */
    static String of(String pattern, String module) {
        return pattern == null || pattern.indexOf('%') < 0 ? pattern : pattern.replace("%s", module);
    }
}
