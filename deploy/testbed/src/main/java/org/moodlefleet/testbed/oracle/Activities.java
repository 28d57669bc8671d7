package org.moodlefleet.testbed.oracle;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The activities of the courses (docs/measures-rules.md, section 4). */
final class Activities {
    private final MoodleSnapshot moodle;
    private final CourseCatalogue catalogue;
    private final Map<Long, String> moduleNames;
    private final Set<Long> courseIds;

    Activities(MoodleSnapshot moodle, CourseCatalogue catalogue) {
        this.moodle = moodle;
        this.catalogue = catalogue;
        this.moduleNames =
                moodle.rows("modules").collect(Collectors.toMap(row -> row.num("id"), row -> row.text("name")));
        this.courseIds = catalogue.ids();
    }

    /** Those of courses that are not being deleted and whose kind of module is installed. */
    Stream<Row> ofCourses() {
        return moodle.rows("course_modules")
                .filter(module -> module.in("course", courseIds))
                .filter(module -> module.is("deletioninprogress", 0))
                .filter(module -> name(module) != null);
    }

    /** The kind of a course module, such as {@code quiz}. */
    String name(Row module) {
        return moduleNames.get(module.num("module"));
    }

    /** Ids of the assignments, quizzes... that stand in a course and a section open during the window. */
    Set<Long> openInstances(String name, Window window) {
        Set<Long> openCourses = catalogue
                .visible()
                .filter(course -> course.below("startdate", window.end()))
                .filter(course -> course.is("enddate", 0) || course.atLeast("enddate", window.start()))
                .map(course -> course.num("id"))
                .collect(Collectors.toSet());
        Set<Long> openSections = moodle.rows("course_sections")
                .filter(section -> section.is("visible", 1))
                .map(section -> section.num("id"))
                .collect(Collectors.toSet());
        return ofCourses()
                .filter(module -> name(module).equals(name) && module.is("visible", 1))
                .filter(module -> module.in("course", openCourses) && module.in("section", openSections))
                .map(module -> module.num("instance"))
                .collect(Collectors.toSet());
    }
}
