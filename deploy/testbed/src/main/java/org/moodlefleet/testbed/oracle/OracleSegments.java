package org.moodlefleet.testbed.oracle;

import java.util.List;

/**
 * What the registry says of the instance's segments. An empty list is none: then all root categories and all cohorts are
 * segments, and no course is.
 *
 * @param categories ids of course categories, of any depth
 * @param courses ids of the courses of interest
 * @param cohorts ids of cohorts
 * @param peopleFloor the smallest number of active people that is sent, save 0
 * @param referenceKeys whether the keys of the reference are sent as well
 */
public record OracleSegments(
        List<Long> categories, List<Long> courses, List<Long> cohorts, int peopleFloor, boolean referenceKeys) {

    /** What holds when the registry is silent. */
    public static final OracleSegments DEFAULT = new OracleSegments(List.of(), List.of(), List.of(), 5, false);

    public OracleSegments {
        categories = List.copyOf(categories);
        courses = List.copyOf(courses);
        cohorts = List.copyOf(cohorts);
    }

    public OracleSegments withCategories(Long... ids) {
        return new OracleSegments(List.of(ids), courses, cohorts, peopleFloor, referenceKeys);
    }

    public OracleSegments withCourses(Long... ids) {
        return new OracleSegments(categories, List.of(ids), cohorts, peopleFloor, referenceKeys);
    }

    public OracleSegments withCohorts(Long... ids) {
        return new OracleSegments(categories, courses, List.of(ids), peopleFloor, referenceKeys);
    }

    public OracleSegments withPeopleFloor(int floor) {
        return new OracleSegments(categories, courses, cohorts, floor, referenceKeys);
    }

    public OracleSegments withReferenceKeys(boolean sent) {
        return new OracleSegments(categories, courses, cohorts, peopleFloor, sent);
    }
}
