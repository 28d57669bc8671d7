package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** moodle.assign: assignments and what was handed in. */
final class AssignOracle {
    private AssignOracle() {}

    static List<Measure> measures() {
        return List.of(
                window("moodle.assign.dailysubmissions", DAILY, now ->
                        (long) submissions(now).size()),
                window("moodle.assign.dailylatesubmissions", DAILY, AssignOracle::lateSubmissions),
                window("moodle.assign.dailyintimesubmissions", DAILY, AssignOracle::inTimeSubmissions),
                state("moodle.assign.activeassigns", DAILY, AssignOracle::activeAssigns));
    }

    static List<Row> submissions(Reading now) {
        Map<Long, Row> assigns = assigns(now);
        Window window = now.window();
        return now.rows("assign_submission")
                .filter(submission -> submission.is("status", "submitted") && submission.is("latest", 1))
                .filter(submission -> submission.within("timemodified", window))
                .filter(submission -> isWholeWork(submission, assigns.get(submission.num("assignment"))))
                .toList();
    }

    static long lateSubmissions(Reading now) {
        Map<Long, Row> assigns = assigns(now);
        DueDates dueDates = new DueDates(now);
        return submissions(now).stream()
                .filter(submission -> {
                    long due = dueDates.effective(submission, assigns.get(submission.num("assignment")));
                    return due > 0 && submission.num("timemodified") > due;
                })
                .count();
    }

    static long inTimeSubmissions(Reading now) {
        return submissions(now).size() - lateSubmissions(now);
    }

    static long activeAssigns(Reading now) {
        Window window = now.window();
        Set<Long> open = now.activities().openInstances("assign", window);
        return now.rows("assign")
                .filter(assign -> assign.in("id", open))
                .filter(assign -> assign.below("allowsubmissionsfromdate", window.end()))
                .filter(assign -> closing(assign) == 0 || closing(assign) >= window.start())
                .count();
    }

    private static long closing(Row assign) {
        return assign.above("cutoffdate", 0) ? assign.num("cutoffdate") : assign.num("duedate");
    }

    /** A team's work has one row of no user; Moodle writes rows for its members besides. */
    private static boolean isWholeWork(Row submission, Row assign) {
        if (assign == null) {
            return false;
        }
        return assign.is("teamsubmission", 1) ? submission.is("userid", 0) : submission.above("userid", 0);
    }

    private static Map<Long, Row> assigns(Reading now) {
        return now.rows("assign").collect(Collectors.toMap(row -> row.num("id"), Function.identity()));
    }
}
