package org.moodlefleet.registry.fleet;

import java.util.List;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.registry.InstanceDraft;

/**
 * A tenant with its instances and groups as they shall be, each valid in itself.
 *
 * @param pointer where it stands in its document
 */
public record TenantDraft(Tenant tenant, List<InstanceDraft> instances, List<Group> groups, String pointer) {

    public TenantDraft {
        instances = List.copyOf(instances);
        groups = List.copyOf(groups);
    }
}
