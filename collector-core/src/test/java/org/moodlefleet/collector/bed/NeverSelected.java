package org.moodlefleet.collector.bed;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns that no measure selects (docs/measures-rules.md, section 12), written down by hand and not taken from what
 * the service knows. Those of {@link #COUNTED} may stand inside a count, a join or a condition where a measure is defined
 * by them; the others may not be read at all.
 */
public final class NeverSelected {

    /** By table without prefix. */
    public static final Map<String, Set<String>> COLUMNS = Map.ofEntries(
            Map.entry("assign_grades", Set.of("userid", "grader", "grade")),
            Map.entry("backup_controllers", Set.of("controller", "userid")),
            Map.entry("course", Set.of("fullname")),
            Map.entry("files", Set.of("filename", "filepath", "author", "userid", "source")),
            Map.entry("forum_posts", Set.of("subject", "message", "userid")),
            Map.entry("local_advancedperfs_slowp", Set.of("url", "userid")),
            Map.entry("local_shop_bill", Set.of("customerid", "userid", "invoiceinfo", "transactionid")),
            Map.entry("local_vmoodle", Set.of("vdblogin", "vdbpass")),
            Map.entry(
                    "logstore_standard_log",
                    Set.of("userid", "relateduserid", "realuserid", "ip", "other", "objectid")),
            Map.entry("mnet_host", Set.of("public_key")),
            Map.entry("pdcertificate", Set.of("userpass", "fullpass")),
            Map.entry("quiz_attempts", Set.of("userid", "sumgrades", "layout")),
            Map.entry("sessions", Set.of("sid", "sessdata", "firstip", "lastip", "userid")),
            Map.entry("task_adhoc", Set.of("customdata", "userid")),
            Map.entry("task_log", Set.of("output", "userid")),
            Map.entry("user_info_data", Set.of("data", "userid")),
            Map.entry(
                    "user",
                    Set.of(
                            "username",
                            "password",
                            "secret",
                            "idnumber",
                            "firstname",
                            "lastname",
                            "firstnamephonetic",
                            "lastnamephonetic",
                            "middlename",
                            "alternatename",
                            "email",
                            "phone1",
                            "phone2",
                            "address",
                            "city",
                            "institution",
                            "department",
                            "picture",
                            "description",
                            "lastip",
                            "firstaccess",
                            "lastaccess",
                            "lastlogin",
                            "currentlogin")));

    /** Those of them, and the ids of people elsewhere, that a query may test, join or count: a measure's definition asks it. */
    public static final Map<String, Set<String>> COUNTED = Map.ofEntries(
            Map.entry("assign_overrides", Set.of("userid")),
            Map.entry("assign_submission", Set.of("userid")),
            Map.entry("assign_user_flags", Set.of("userid")),
            Map.entry("cohort_members", Set.of("userid")),
            Map.entry("course_completions", Set.of("userid")),
            Map.entry("course_modules_completion", Set.of("userid")),
            Map.entry("course_modules_viewed", Set.of("userid")),
            Map.entry("forum_posts", Set.of("userid")),
            Map.entry("groups_members", Set.of("userid")),
            Map.entry("learningtimecheck_check", Set.of("userid")),
            Map.entry("learningtimecheck_item", Set.of("userid")),
            Map.entry("local_advancedperfs_slowp", Set.of("userid")),
            Map.entry("logstore_standard_log", Set.of("userid", "realuserid")),
            Map.entry("pdcertificate_issues", Set.of("userid")),
            Map.entry("quiz_attempts", Set.of("userid", "layout")),
            Map.entry("role_assignments", Set.of("userid")),
            Map.entry("sessions", Set.of("userid")),
            Map.entry("user", Set.of("firstaccess", "lastaccess", "lastlogin", "currentlogin")),
            Map.entry("user_enrolments", Set.of("userid")),
            Map.entry("user_info_data", Set.of("data", "userid")),
            Map.entry("user_lastaccess", Set.of("userid")));

    private NeverSelected() {}

    /**
     * Those that may not even be counted, every {@code userid} outside {@link #COUNTED} among them.
     *
     * @param columns by table without prefix
     * @return {@code table.column}
     */
    public static Set<String> among(Map<String, ? extends Collection<String>> columns) {
        Set<String> found = new TreeSet<>();
        columns.forEach((table, names) ->
                names.stream().filter(name -> isForbidden(table, name)).forEach(name -> found.add(table + "." + name)));
        return found;
    }

    private static boolean isForbidden(String table, String column) {
        boolean personal =
                column.equals("userid") || COLUMNS.getOrDefault(table, Set.of()).contains(column);
        return personal && !COUNTED.getOrDefault(table, Set.of()).contains(column);
    }
}
