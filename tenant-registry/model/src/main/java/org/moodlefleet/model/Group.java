package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.WRITE_MEMBERS;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A set of instances that is consolidated on one Zabbix host: of its tenant, or of several where the operator says so.
 *
 * @param tenant id of the owner
 * @param id identifier, unique within the tenant, never changed
 * @param version of this row, grows with every change; 0 when not stored yet
 */
public record Group(String tenant, String id, String name, Members members, long version) {

    public Group {
        Checks.slug("tenant", tenant);
        Checks.slug("id", id);
        Checks.text("name", name, 200);
        Checks.present("members", members, WRITE_MEMBERS);
    }

    /** @param all the groups of the registry, or at least those of the tenant */
    public boolean includes(Instance instance, Collection<Group> all) {
        return members.include(tenant, instance, byId(all));
    }

    private Map<String, Members> byId(Collection<Group> all) {
        return all.stream()
                .filter(group -> group.tenant.equals(tenant))
                .collect(Collectors.toMap(Group::id, Group::members));
    }

    public Group withMembers(Members newMembers) {
        return new Group(tenant, id, name, newMembers, version);
    }

    public Group withVersion(long newVersion) {
        return new Group(tenant, id, name, members, newVersion);
    }
}
