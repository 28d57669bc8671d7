package org.moodlefleet.registry;

/** What a change has done to one object. */
public enum Outcome {
    CREATED,
    CHANGED,
    REMOVED,
    UNCHANGED
}
