package org.moodlefleet.testbed.oracle;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The three disjoint sets of user ids: staff, else teachers, else students (docs/measures-rules.md, section 6). */
record RolePolicy(Set<Long> staff, Set<Long> teachers, Set<Long> students) {
    private static final Pattern BLANK_OR_ZERO = Pattern.compile("\\s*0?\\s*", Pattern.UNICODE_CHARACTER_CLASS);

    static RolePolicy of(OracleSettings settings, MoodleSnapshot moodle, SiteConfig config) {
        return settings.rolePolicy().equals("ent")
                ? ent(settings.profileFields(), moodle, config)
                : standard(moodle, config);
    }

    private static RolePolicy standard(MoodleSnapshot moodle, SiteConfig config) {
        return disjoint(
                union(config.siteAdmins(), assigned(moodle, List.of("manager"))),
                assigned(moodle, List.of("teacher", "editingteacher")),
                assigned(moodle, List.of("student")));
    }

    private static RolePolicy ent(OracleProfileFields fields, MoodleSnapshot moodle, SiteConfig config) {
        return disjoint(
                union(config.siteAdmins(), ticked(moodle, fields.staff())),
                ticked(moodle, fields.teacher()),
                ticked(moodle, fields.student()));
    }

    private static RolePolicy disjoint(Set<Long> staff, Set<Long> teachers, Set<Long> students) {
        Set<Long> onlyTeachers = new HashSet<>(teachers);
        onlyTeachers.removeAll(staff);
        Set<Long> onlyStudents = new HashSet<>(students);
        onlyStudents.removeAll(staff);
        onlyStudents.removeAll(teachers);
        return new RolePolicy(staff, onlyTeachers, onlyStudents);
    }

    /** Who has, in any context, a role of one of these archetypes. */
    private static Set<Long> assigned(MoodleSnapshot moodle, List<String> archetypes) {
        Set<Long> roles = rolesOf(moodle, archetypes);
        return moodle.rows("role_assignments")
                .filter(assignment -> assignment.in("roleid", roles))
                .map(assignment -> assignment.num("userid"))
                .collect(Collectors.toSet());
    }

    private static Set<Long> rolesOf(MoodleSnapshot moodle, List<String> archetypes) {
        return moodle.rows("role")
                .filter(role -> role.in("archetype", archetypes))
                .map(role -> role.num("id"))
                .collect(Collectors.toSet());
    }

    /** Who has one of these profile fields ticked. */
    private static Set<Long> ticked(MoodleSnapshot moodle, List<String> shortNames) {
        Set<Long> fields = moodle.rows("user_info_field")
                .filter(field -> field.in("shortname", shortNames))
                .map(field -> field.num("id"))
                .collect(Collectors.toSet());
        return moodle.rows("user_info_data")
                .filter(data -> data.in("fieldid", fields) && isTicked(data.text("data")))
                .map(data -> data.num("userid"))
                .collect(Collectors.toSet());
    }

    private static boolean isTicked(String data) {
        return data != null && !BLANK_OR_ZERO.matcher(data).matches();
    }

    private static Set<Long> union(Set<Long> some, Set<Long> others) {
        Set<Long> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
