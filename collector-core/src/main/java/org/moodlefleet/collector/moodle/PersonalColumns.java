package org.moodlefleet.collector.moodle;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Columns that tell who somebody is, what somebody wrote, or a secret: nothing here reads them, and the account with which
 * a Moodle is read has no need to. The ids of people that are only counted or joined are not among them.
 */
public final class PersonalColumns {

    /** By table without prefix. */
    public static final Map<String, Set<String>> NEVER_READ = Map.ofEntries(
            Map.entry("assign_grades", Set.of("userid", "grader", "grade")),
            Map.entry("backup_controllers", Set.of("controller", "userid")),
            Map.entry("course", Set.of("fullname")),
            Map.entry("external_tokens", Set.of("token", "privatetoken", "userid")),
            Map.entry("files", Set.of("filename", "filepath", "author", "userid", "source")),
            Map.entry("forum_posts", Set.of("subject", "message")),
            Map.entry("local_advancedperfs_slowp", Set.of("url")),
            Map.entry("local_shop_bill", Set.of("customerid", "userid", "invoiceinfo", "transactionid")),
            Map.entry("local_vmoodle", Set.of("vdblogin", "vdbpass")),
            Map.entry("logstore_standard_log", Set.of("relateduserid", "ip", "other", "objectid")),
            Map.entry("messages", Set.of("useridfrom", "subject", "fullmessage", "smallmessage")),
            Map.entry("mnet_host", Set.of("public_key")),
            Map.entry("notifications", Set.of("useridfrom", "useridto", "subject", "fullmessage", "smallmessage")),
            Map.entry("pdcertificate", Set.of("userpass", "fullpass")),
            Map.entry("pdcertificate_issues", Set.of("userpass", "fullpass")),
            Map.entry("quiz_attempts", Set.of("sumgrades")),
            Map.entry("sessions", Set.of("sid", "sessdata", "firstip", "lastip")),
            Map.entry("task_adhoc", Set.of("customdata", "userid")),
            Map.entry("task_log", Set.of("output", "userid")),
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
                            "lastip")));

    private PersonalColumns() {}

    /**
     * @param columns by table without prefix
     * @return {@code table.column} of those that are personal
     */
    public static Set<String> among(Map<String, ? extends Collection<String>> columns) {
        Set<String> personal = new TreeSet<>();
        columns.forEach((table, names) -> names.stream()
                .filter(NEVER_READ.getOrDefault(table, Set.of())::contains)
                .forEach(name -> personal.add(table + "." + name)));
        return personal;
    }
}
