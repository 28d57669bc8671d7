package org.moodlefleet.model;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that a registry holds at one moment, or would hold. */
public record RegistryContent(List<Tenant> tenants, List<Instance> instances, List<Group> groups) {

    public RegistryContent {
        tenants = List.copyOf(tenants);
        instances = List.copyOf(instances);
        groups = List.copyOf(groups);
    }

    /** What one Zabbix server watches of it: null for the default one. */
    public RegistryContent on(String zabbix) {
        List<Tenant> there = tenants.stream()
                .filter(tenant -> Objects.equals(tenant.zabbix(), zabbix))
                .toList();
        Set<String> ids = there.stream().map(Tenant::id).collect(Collectors.toSet());
        return new RegistryContent(
                there,
                instances.stream()
                        .filter(instance -> ids.contains(instance.tenant()))
                        .toList(),
                groups.stream().filter(group -> ids.contains(group.tenant())).toList());
    }
}
