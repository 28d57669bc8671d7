package org.moodlefleet.collector.measure;

/** Segments that the operator of an instance may list. */
public enum Listed {
    CATEGORIES,
    COURSES,
    COHORTS
}
