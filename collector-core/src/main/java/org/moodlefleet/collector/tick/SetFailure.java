package org.moodlefleet.collector.tick;

import org.moodlefleet.collector.moodle.CollectionFailure;

/**
 * A measure set that could not be read at a tick.
 *
 * @param set with its template, {@code moodle/users-accounts}
 */
public record SetFailure(String set, CollectionFailure failure) {}
