package org.moodlefleet.model;

/** Segments that the operator of an instance may list. */
public enum ListedSegment {
    CATEGORIES,
    COURSES,
    COHORTS
}
