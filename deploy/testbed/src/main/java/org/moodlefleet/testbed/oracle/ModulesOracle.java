package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Rate.DAILY;
import static org.moodlefleet.testbed.oracle.Rate.HOURLY;
import static org.moodlefleet.testbed.oracle.Rate.MONTHLY;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** moodle.modules: activities by kind, and those on their way out. */
final class ModulesOracle {
    private static final Set<String> PLUMBING = Set.of("qbank", "subsection");

    private ModulesOracle() {}

    static List<Measure> measures() {
        return List.of(
                state("moodle.modules.all", DAILY, now -> shown(now, name -> !PLUMBING.contains(name))),
                state("moodle.modules.assign.all", DAILY, now -> shown(now, "assign"::equals)),
                state("moodle.modules.forum.all", DAILY, now -> shown(now, "forum"::equals)),
                state("moodle.modules.hvp.all", DAILY, now -> shown(now, "hvp"::equals)),
                state("moodle.modules.quiz.all", DAILY, now -> shown(now, "quiz"::equals)),
                state("moodle.modules.mplayer.all", DAILY, now -> shown(now, "mplayer"::equals)),
                state("moodle.modules.resource.all", DAILY, now -> shown(now, Set.of("resource", "url")::contains)),
                state("moodle.modules.h5pactivity.all", DAILY, now -> shown(now, "h5pactivity"::equals)),
                state("moodle.quiz.monthlyquizinstancesall", MONTHLY, ModulesOracle::quizInstances),
                state("moodle.storage.deletingmodules", HOURLY, ModulesOracle::deleting));
    }

    private static long shown(Reading now, Predicate<String> kind) {
        Activities activities = now.activities();
        return activities
                .ofCourses()
                .filter(module -> module.is("visibleoncoursepage", 1) && kind.test(activities.name(module)))
                .count();
    }

    static long quizInstances(Reading now) {
        Activities activities = now.activities();
        return activities
                .ofCourses()
                .filter(module -> activities.name(module).equals("quiz"))
                .count();
    }

    static long deleting(Reading now) {
        return now.rows("course_modules")
                .filter(module -> module.is("deletioninprogress", 1))
                .count();
    }
}
