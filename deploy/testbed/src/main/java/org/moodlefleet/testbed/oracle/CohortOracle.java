package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** moodle.cohort: cohorts and what they are used for. */
final class CohortOracle {
    private static final long SYSTEM = 10;

    private CohortOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.cohort.cohorts", DAILY, now -> now.rows("cohort").count()),
                state("moodle.cohort.empty", DAILY, CohortOracle::empty),
                state("moodle.cohort.unenroled", DAILY, CohortOracle::unenroled),
                state("moodle.cohort.system", DAILY, CohortOracle::system));
    }

    static List<SegmentMeasure> segmentMeasures() {
        return List.of(SegmentMeasure.state(
                Dimension.COHORT,
                "moodle.cohort.members[{#COHORTID}]",
                null,
                DAILY,
                (now, cohort) -> members(now, cohort)));
    }

    static long members(Reading now, Segment cohort) {
        Set<Long> living = now.people().livingIds();
        return now.rows("cohort_members")
                .filter(member -> member.is("cohortid", cohort.number()) && member.in("userid", living))
                .map(member -> member.num("userid"))
                .distinct()
                .count();
    }

    static long empty(Reading now) {
        Set<Long> inhabited =
                now.rows("cohort_members").map(member -> member.num("cohortid")).collect(Collectors.toSet());
        return now.rows("cohort").filter(cohort -> !cohort.in("id", inhabited)).count();
    }

    static long unenroled(Reading now) {
        Set<Long> enroled = now.rows("enrol")
                .filter(enrol -> enrol.is("enrol", "cohort") && enrol.is("status", 0))
                .filter(enrol -> !enrol.isNull("customint1"))
                .map(enrol -> enrol.num("customint1"))
                .collect(Collectors.toSet());
        return now.rows("cohort").filter(cohort -> !cohort.in("id", enroled)).count();
    }

    static long system(Reading now) {
        Set<Long> systems = now.rows("context")
                .filter(context -> context.is("contextlevel", SYSTEM))
                .map(context -> context.num("id"))
                .collect(Collectors.toSet());
        return now.rows("cohort")
                .filter(cohort -> cohort.in("contextid", systems))
                .count();
    }
}
