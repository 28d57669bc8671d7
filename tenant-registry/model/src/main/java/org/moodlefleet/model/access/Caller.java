package org.moodlefleet.model.access;

/**
 * Who asks for something.
 *
 * @param name of the token; stands in the audit log
 * @param tenant the only one that exists for this caller; null: all
 */
public record Caller(String name, Role role, String tenant) {

    /** The program itself, and whoever works on its files. */
    public static final Caller PROGRAM = new Caller("moodle-fleet", Role.OPERATOR, null);

    public boolean sees(String other) {
        return tenant == null || tenant.equals(other);
    }

    /** Whether only one tenant exists for it. */
    public boolean scoped() {
        return tenant != null;
    }
}
