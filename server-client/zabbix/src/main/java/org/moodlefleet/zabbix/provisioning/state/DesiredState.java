package org.moodlefleet.zabbix.provisioning.state;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.names.NameKey;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/**
 * Everything that should be ours in Zabbix. Hosts of ours that are neither in it nor left out are removed. Of objects
 * whose names clash, the first is in it and the others are left out.
 *
 * @param hostGroups groups that must exist, besides those that hosts are in
 * @param templates in the order of import: a template comes after those it rests on
 * @param hosts all hosts
 * @param objects all roles, user groups, users and dashboards
 * @param leftOut what should be there and cannot be described; what Zabbix has of it stays as it is
 * @param owners ids of tenants by what is theirs; what is not named is the operator's
 */
public record DesiredState(
        Set<String> hostGroups,
        List<DesiredTemplate> templates,
        List<DesiredHost> hosts,
        List<DesiredObject> objects,
        List<LeftOut> leftOut,
        Map<ObjectName, String> owners) {

    /** A state without roles, user groups and users. */
    public DesiredState(Set<String> hostGroups, List<DesiredTemplate> templates, List<DesiredHost> hosts) {
        this(hostGroups, templates, hosts, List.of());
    }

    /** A state of objects that are nobody's in particular. */
    public DesiredState(
            Set<String> hostGroups,
            List<DesiredTemplate> templates,
            List<DesiredHost> hosts,
            List<DesiredObject> objects) {
        this(hostGroups, templates, hosts, objects, List.of(), Map.of());
    }

    public DesiredState {
        UniqueObjects distinct = new UniqueObjects(owners);
        templates = distinct.of(templates, template -> new ObjectName(ObjectName.TEMPLATE, template.technicalName()));
        // hosts and templates have their names in common
        templates.forEach(template -> distinct.take(ObjectName.host(template.technicalName())));
        hosts = distinct.ofHosts(hosts);
        objects = distinct.of(objects, object -> object.kind().named(object.name()));
        leftOut = Stream.concat(leftOut.stream(), distinct.leftOut()).toList();
        Set<String> groups = new HashSet<>(hostGroups);
        hosts.forEach(host -> groups.addAll(host.groups()));
        objects.stream()
                .filter(DesiredUserGroup.class::isInstance)
                .forEach(group -> groups.addAll(((DesiredUserGroup) group).readable()));
        hostGroups = Set.copyOf(groups);
        owners = Map.copyOf(owners);
    }

    /** Whose an object is; empty for the operator's and everybody's. */
    public String owner(ObjectName object) {
        return owners.getOrDefault(object, "");
    }

    /** Whether a host of ours is one that is left out: nothing is done to it. */
    public boolean leavesAlone(CurrentHost host) {
        Set<String> tags = host.tags().stream().map(HostTag::toString).collect(Collectors.toSet());
        return leftOut.stream()
                .filter(one -> one.object().kind().equals(ObjectName.HOST))
                .anyMatch(one -> one.tags().isEmpty()
                        ? NameKey.of(one.object().name()).equals(NameKey.of(host.name()))
                        : tags.containsAll(one.tags()));
    }

    /** Names of the objects of a kind that are left out. */
    public Set<String> leftOutNames(ObjectKind kind) {
        Set<String> names = new HashSet<>();
        leftOut.stream()
                .map(LeftOut::object)
                .filter(object -> object.kind().equals(kind.words()))
                .forEach(object -> names.add(object.name()));
        return names;
    }
}
