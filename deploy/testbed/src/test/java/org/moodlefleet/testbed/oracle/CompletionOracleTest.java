package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompletionOracleTest {
    private static final long DAY = 86400;

    private final TinySite site = new TinySite();

    @Test
    void anActivityIsCompletedOrPassed() {
        module(1, 0).module(2, 0).module(3, 1);
        completed(1, 1)
                .completed(1, 2)
                .completed(2, 2)
                .completed(2, 3)
                .completed(2, 0)
                .completed(3, 1)
                .completed(9, 1);

        assertThat(site.values("daily"))
                .containsEntry("moodle.completion.dailymodulescompletions", "3")
                .containsEntry("moodle.completion.dailydistinctmodulescompleted", "2");
    }

    @Test
    void daysAreCountedFromKnownBeginnings() {
        long when = TinySite.YESTERDAY;
        course(when, when - DAY, when - 2 * DAY).course(when, when - 2 * DAY, 0).course(when, when + 1, 0);
        course(null, when, when).course(when - DAY, 1, 1);

        assertThat(site.values("daily"))
                .containsEntry("moodle.completion.dailycoursecompletions", "3")
                .containsEntry("moodle.completion.dailyavgtimetocompletefromstart", "1.50")
                .containsEntry("moodle.completion.dailyavgtimetocompletefromenrol", "2.00");
    }

    private CompletionOracleTest module(long id, long deletion) {
        site.with("course_modules", "id", id, "deletioninprogress", deletion);
        return this;
    }

    private CompletionOracleTest completed(long module, long state) {
        site.with(
                "course_modules_completion",
                "coursemoduleid",
                module,
                "userid",
                10,
                "completionstate",
                state,
                "timemodified",
                TinySite.YESTERDAY);
        return this;
    }

    private CompletionOracleTest course(Long completed, long started, long enrolled) {
        site.with(
                "course_completions",
                "course",
                10,
                "userid",
                10,
                "timecompleted",
                completed,
                "timestarted",
                started,
                "timeenrolled",
                enrolled);
        return this;
    }
}
