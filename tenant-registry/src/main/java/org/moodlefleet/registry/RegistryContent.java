package org.moodlefleet.registry;

import java.util.List;
import org.moodlefleet.registry.model.Group;
import org.moodlefleet.registry.model.Instance;
import org.moodlefleet.registry.model.Tenant;

/** Everything that a registry holds at one moment, or would hold. */
public record RegistryContent(List<Tenant> tenants, List<Instance> instances, List<Group> groups) {

    public RegistryContent {
        tenants = List.copyOf(tenants);
        instances = List.copyOf(instances);
        groups = List.copyOf(groups);
    }
}
