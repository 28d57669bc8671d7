package org.moodlefleet.collector.measure.sql;

/** How staff, teachers and students are told apart ({@code DEFINITIONS} rule 6). */
public enum RolePolicy {
    /** By the archetypes of assigned roles. */
    STANDARD,
    /** By ticked profile fields. */
    ENT
}
