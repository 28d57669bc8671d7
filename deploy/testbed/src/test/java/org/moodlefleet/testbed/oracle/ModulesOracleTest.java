package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModulesOracleTest {
    private final TinySite site = new TinySite();

    @Test
    void activitiesOfCoursesAreCountedByKind() {
        site.course(10).with("modules", "id", 1, "name", "url").with("modules", "id", 2, "name", "subsection");
        site.with("modules", "id", 3, "name", "quiz");
        activity(10, 1, 0, 1)
                .activity(10, 2, 0, 1)
                .activity(10, 3, 0, 0)
                .activity(10, 3, 1, 1)
                .activity(1, 1, 0, 1);

        assertThat(site.values("daily"))
                .containsEntry("moodle.modules.all", "1")
                .containsEntry("moodle.modules.resource.all", "1")
                .containsEntry("moodle.modules.quiz.all", "0")
                .containsEntry("moodle.modules.hvp.all", "0");
        assertThat(site.values("monthly")).containsEntry("moodle.quiz.monthlyquizinstancesall", "1");
        assertThat(site.values("hourly")).containsEntry("moodle.storage.deletingmodules", "1");
    }

    private ModulesOracleTest activity(long course, long module, long deletion, long shown) {
        site.with(
                "course_modules",
                "id",
                1,
                "course",
                course,
                "module",
                module,
                "instance",
                1,
                "section",
                1,
                "visible",
                0,
                "visibleoncoursepage",
                shown,
                "deletioninprogress",
                deletion);
        return this;
    }
}
