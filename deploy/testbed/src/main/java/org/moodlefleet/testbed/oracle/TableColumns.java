package org.moodlefleet.testbed.oracle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables and columns that the measures rest on, in any version of Moodle. */
final class TableColumns {
    private static final String TABLES = """
            config: name value
            config_plugins: plugin name value
            user: id auth deleted suspended confirmed mnethostid lastaccess timecreated
            user_lastaccess: userid courseid timeaccess
            user_info_field: id shortname
            user_info_data: userid fieldid data
            role: id archetype
            role_assignments: roleid contextid userid
            context: id contextlevel instanceid path
            course: id category visible startdate enddate timecreated shortname
            course_categories: id parent name path visible
            course_sections: id course visible
            course_modules: id course module instance section visible visibleoncoursepage deletioninprogress
            modules: id name
            course_modules_completion: coursemoduleid userid completionstate timemodified
            course_completions: course userid timeenrolled timestarted timecompleted
            enrol: id enrol status courseid customint1
            user_enrolments: enrolid userid status timestart timeend
            groups_members: groupid userid
            cohort: id contextid name
            cohort_members: cohortid userid
            assign: id course teamsubmission allowsubmissionsfromdate duedate cutoffdate
            assign_submission: id assignment userid groupid status timemodified latest
            assign_overrides: id assignid userid groupid sortorder duedate
            assign_user_flags: assignment userid extensionduedate
            forum_discussions: id course firstpost
            forum_posts: id discussion userid created deleted
            quiz: id course timeopen timeclose
            quiz_attempts: id quiz userid state preview timestart timefinish uniqueid layout
            question_attempts: id questionusageid
            question_attempt_steps: questionattemptid state sequencenumber
            files: contextid component filearea filesize mimetype contenthash timecreated
            logstore_standard_log: action target origin userid realuserid courseid anonymous timecreated contextlevel contextinstanceid
            task_scheduled: nextruntime faildelay disabled timestarted
            task_adhoc: nextruntime faildelay timecreated timestarted attemptsavailable
            task_log: type timestart timeend dbreads dbwrites result
            sessions: userid timemodified
            backup_controllers: status timemodified
            messages: timecreated
            notifications: timecreated
            badge_issued: dateissued
            mnet_host: id deleted public_key_expires
            local_vmoodle: mnet enabled
            local_advancedperfs_slowp: timecreated timespent dbcalls timeindb userid memused
            local_shop_bill: status emissiondate amount currency test
            local_shop_catalogcategory: id visible
            local_shop_catalogitem: categoryid status setid
            learningtimecheck: id
            learningtimecheck_item: id learningtimecheck userid itemoptional credittime enablecredit moduleid
            learningtimecheck_check: item userid usertimestamp declaredtime teacherdeclaredtime teachertimestamp
            pdcertificate: id
            pdcertificate_issues: userid timecreated locked delivered timedelivered
            """;

    private TableColumns() {}

    /** Columns by table. */
    static Map<String, List<String>> all() {
        Map<String, List<String>> columns = new TreeMap<>();
        TABLES.lines().forEach(line -> {
            String[] parts = line.split(": ");
            columns.put(parts[0], List.of(parts[1].split(" ")));
        });
        return columns;
    }
}
