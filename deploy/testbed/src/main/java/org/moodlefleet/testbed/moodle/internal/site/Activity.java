package org.moodlefleet.testbed.moodle.internal.site;

/**
 * A course module.
 *
 * @param id of course_modules
 * @param instance id in the module's own table
 * @param open neither hidden nor on its way out
 */
record Activity(
        long id, String module, long instance, Course course, Contexts.Context context, long added, boolean open) {}
