package org.moodlefleet.registry.fleet;

import org.moodlefleet.registry.Outcome;
import org.moodlefleet.registry.RegistryChange;

/**
 * What applying a document does to one object.
 *
 * @param tenant id of the tenant, or of the object's owner
 * @param id of the object
 */
public record FleetChange(Type type, String tenant, String id, Outcome outcome) {

    /** A change of the registry as one of a document. */
    public static FleetChange of(RegistryChange change) {
        Outcome outcome = outcome(change.kind());
        if (change instanceof RegistryChange.OfTenant of) {
            return new FleetChange(Type.TENANT, of.tenant().id(), of.tenant().id(), outcome);
        }
        if (change instanceof RegistryChange.OfInstance of) {
            return new FleetChange(
                    Type.INSTANCE, of.instance().tenant(), of.instance().id(), outcome);
        }
        RegistryChange.OfGroup of = (RegistryChange.OfGroup) change;
        return new FleetChange(Type.GROUP, of.group().tenant(), of.group().id(), outcome);
    }

    private static Outcome outcome(RegistryChange.Kind kind) {
        return switch (kind) {
            case ADDED -> Outcome.CREATED;
            case CHANGED -> Outcome.CHANGED;
            case REMOVED -> Outcome.REMOVED;
        };
    }

    public enum Type {
        TENANT,
        INSTANCE,
        GROUP
    }
}
