package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CohortOracleTest {
    private final TinySite site = new TinySite();

    @Test
    void cohortsAreEmptyOrUnusedOrOfTheSystem() {
        site.with("context", "id", 1, "contextlevel", 10).with("context", "id", 2, "contextlevel", 40);
        site.with("cohort", "id", 1, "contextid", 1, "name", "A");
        site.with("cohort", "id", 2, "contextid", 2, "name", "B");
        site.with("cohort", "id", 3, "contextid", 2, "name", "C");
        site.with("cohort_members", "cohortid", 1, "userid", 10);
        site.with("enrol", "id", 1, "enrol", "cohort", "courseid", 10, "status", 0, "customint1", 1);
        site.with("enrol", "id", 2, "enrol", "cohort", "courseid", 10, "status", 1, "customint1", 2);
        site.with("enrol", "id", 3, "enrol", "self", "courseid", 10, "status", 0, "customint1", 3);

        assertThat(site.values("daily"))
                .containsEntry("moodle.cohort.cohorts", "3")
                .containsEntry("moodle.cohort.empty", "2")
                .containsEntry("moodle.cohort.unenroled", "2")
                .containsEntry("moodle.cohort.system", "1");
    }
}
