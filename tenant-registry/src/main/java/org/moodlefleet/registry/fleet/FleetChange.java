package org.moodlefleet.registry.fleet;

import org.moodlefleet.registry.Outcome;

/**
 * What applying a document does to one object.
 *
 * @param tenant id of the tenant, or of the object's owner
 * @param id of the object
 */
public record FleetChange(Type type, String tenant, String id, Outcome outcome) {

    public enum Type {
        TENANT,
        INSTANCE,
        GROUP
    }
}
