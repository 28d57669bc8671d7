package org.moodlefleet.testbed.oracle;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When a submission was due, as Moodle's grading page reckons (docs/measures-rules.md, section 8). */
final class DueDates {
    private final List<Row> flags;
    private final List<Row> overrides;
    private final List<Row> members;

    DueDates(Reading now) {
        this.flags = now.rows("assign_user_flags").toList();
        this.overrides = now.rows("assign_overrides").toList();
        this.members = now.rows("groups_members").toList();
    }

    /** Epoch seconds; 0 when never. */
    long effective(Row submission, Row assign) {
        if (assign.is("teamsubmission", 1)) {
            return ofGroups(Set.of(submission.num("groupid")), assign);
        }
        long user = submission.num("userid");
        long extension = extension(user, assign);
        return extension > 0 ? extension : ofUser(user, assign);
    }

    private long extension(long user, Row assign) {
        return flags.stream()
                .filter(flag -> flag.is("assignment", assign.num("id")) && flag.is("userid", user))
                .filter(flag -> flag.above("extensionduedate", 0))
                .mapToLong(flag -> flag.num("extensionduedate"))
                .max()
                .orElse(0);
    }

    private long ofUser(long user, Row assign) {
        Optional<Row> own = overridesOf(assign)
                .filter(override -> override.is("userid", user))
                .min(Comparator.comparingLong(override -> override.num("id")));
        return own.isPresent() ? overridden(own.get(), assign) : ofGroups(groupsOf(user), assign);
    }

    private long ofGroups(Set<Long> groups, Row assign) {
        return overridesOf(assign)
                .filter(override -> override.in("groupid", groups))
                .min(Comparator.<Row>comparingLong(DueDates::order).thenComparingLong(override -> override.num("id")))
                .map(override -> overridden(override, assign))
                .orElseGet(() -> assign.num("duedate"));
    }

    private static long overridden(Row override, Row assign) {
        return override.isNull("duedate") ? assign.num("duedate") : override.num("duedate");
    }

    private static long order(Row override) {
        return override.isNull("sortorder") ? Long.MAX_VALUE : override.num("sortorder");
    }

    private Stream<Row> overridesOf(Row assign) {
        return overrides.stream().filter(override -> override.is("assignid", assign.num("id")));
    }

    private Set<Long> groupsOf(long user) {
        return members.stream()
                .filter(member -> member.is("userid", user))
                .map(member -> member.num("groupid"))
                .collect(Collectors.toSet());
    }
}
