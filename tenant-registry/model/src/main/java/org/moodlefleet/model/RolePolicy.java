package org.moodlefleet.model;

/** How teachers and students are told apart: by role archetype, or as the French ENT plugins do it by profile fields. */
public enum RolePolicy {
    STANDARD,
    ENT
}
