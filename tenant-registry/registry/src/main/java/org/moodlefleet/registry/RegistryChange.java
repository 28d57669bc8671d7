package org.moodlefleet.registry;

import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Tenant;

/** Something that has changed in the registry, told after it was committed. */
public sealed interface RegistryChange {

    enum Kind {
        ADDED,
        CHANGED,
        REMOVED
    }

    Kind kind();

    /** @param before null when added
     *  @param tenant as it is now; when removed, as it was */
    record OfTenant(Kind kind, Tenant before, Tenant tenant) implements RegistryChange {}

    /** Also told when nothing but the password is another one.
     *
     *  @param before null when added
     *  @param instance as it is now; when removed, as it was */
    record OfInstance(Kind kind, Instance before, Instance instance) implements RegistryChange {}

    /** @param before null when added
     *  @param group as it is now; when removed, as it was */
    record OfGroup(Kind kind, Group before, Group group) implements RegistryChange {}
}
