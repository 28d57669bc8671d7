package org.moodlefleet.testbed.moodle.internal.site;

/** A course category. */
record Category(long id, Contexts.Context context, int depth, String path) {}
