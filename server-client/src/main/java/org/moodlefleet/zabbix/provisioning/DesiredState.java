package org.moodlefleet.zabbix.provisioning;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that should be ours in Zabbix. Hosts of ours that are not in it are removed.
 *
 * @param hostGroups groups that must exist, besides those that hosts are in
 * @param templates in the order of import: a template comes after those it rests on
 * @param hosts all hosts
 * @param objects all roles, user groups and users
 */
public record DesiredState(
        Set<String> hostGroups, List<DesiredTemplate> templates, List<DesiredHost> hosts, List<DesiredObject> objects) {

    /** A state without roles, user groups and users. */
    public DesiredState(Set<String> hostGroups, List<DesiredTemplate> templates, List<DesiredHost> hosts) {
        this(hostGroups, templates, hosts, List.of());
    }

    /** @throws IllegalArgumentException when a template, host or object stands twice */
    public DesiredState {
        Set<String> groups = new HashSet<>(hostGroups);
        hosts.forEach(host -> groups.addAll(host.groups()));
        objects.stream()
                .filter(DesiredUserGroup.class::isInstance)
                .forEach(group -> groups.addAll(((DesiredUserGroup) group).readable()));
        hostGroups = Set.copyOf(groups);
        templates = List.copyOf(templates);
        hosts = List.copyOf(hosts);
        objects = List.copyOf(objects);
        requireUnique("object", objects, object -> object.kind().words() + " " + object.name());
        requireUnique("template", templates, DesiredTemplate::technicalName);
        requireUnique("host", hosts, DesiredHost::name);
        requireUnique("visible name", hosts, DesiredHost::visibleName);
    }

    private static <T> void requireUnique(String kind, Collection<T> all, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (T one : all) {
            if (!seen.add(name.apply(one))) {
                throw new IllegalArgumentException(kind + " " + name.apply(one) + " stands twice in the desired state");
            }
        }
    }
}
