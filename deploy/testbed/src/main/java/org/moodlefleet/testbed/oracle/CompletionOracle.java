package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.window;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.MONTHLY;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** moodle.completion: activities and courses that were completed. */
final class CompletionOracle {
    private static final long DAY = 86400;
    private static final List<Long> COMPLETE_OR_PASSED = List.of(1L, 2L);

    private CompletionOracle() {}

    static List<Measure> measures() {
        return List.of(
                window(
                        "moodle.completion.dailymodulescompletions",
                        DAILY,
                        now -> ofModules(now).count()),
                window(
                        "moodle.completion.dailydistinctmodulescompleted",
                        DAILY,
                        CompletionOracle::distinctModulesCompleted),
                window(
                        "moodle.completion.dailycoursecompletions",
                        DAILY,
                        now -> ofCourses(now).count()),
                window(
                        "moodle.completion.dailyavgtimetocompletefromstart",
                        DAILY,
                        now -> averageDaysSince("timestarted", now)),
                window(
                        "moodle.completion.dailyavgtimetocompletefromenrol",
                        DAILY,
                        now -> averageDaysSince("timeenrolled", now)),
                window(
                        "moodle.completion.monthlycoursecompletions",
                        MONTHLY,
                        now -> ofCourses(now).count()));
    }

    private static Stream<Row> ofModules(Reading now) {
        Window window = now.window();
        Set<Long> modules = now.rows("course_modules")
                .filter(module -> module.is("deletioninprogress", 0))
                .map(module -> module.num("id"))
                .collect(Collectors.toSet());
        return now.rows("course_modules_completion")
                .filter(completion -> completion.in("completionstate", COMPLETE_OR_PASSED))
                .filter(completion -> completion.within("timemodified", window))
                .filter(completion -> completion.in("coursemoduleid", modules));
    }

    static long distinctModulesCompleted(Reading now) {
        return ofModules(now)
                .map(completion -> completion.num("coursemoduleid"))
                .distinct()
                .count();
    }

    private static Stream<Row> ofCourses(Reading now) {
        Window window = now.window();
        return now.rows("course_completions").filter(completion -> completion.within("timecompleted", window));
    }

    private static BigDecimal averageDaysSince(String beginning, Reading now) {
        List<BigDecimal> days = ofCourses(now)
                .filter(completion -> completion.above(beginning, 0))
                .map(completion -> completion.num("timecompleted") - completion.num(beginning))
                .filter(seconds -> seconds >= 0)
                .map(seconds -> Decimals.fraction(seconds, DAY))
                .toList();
        return Decimals.mean(days, 2);
    }
}
