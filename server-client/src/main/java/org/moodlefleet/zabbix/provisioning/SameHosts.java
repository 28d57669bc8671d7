package org.moodlefleet.zabbix.provisioning;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which host of ours is which wanted one: that of the same technical name, else that of the same instance or group,
 * which is renamed and so keeps its history.
 */
final class SameHosts {

    private static final String TENANT = "tenant";
    private static final Set<String> PARTS = Set.of("instance", "group");

    private SameHosts() {}

    /** @return by the name that is wanted */
    static Map<String, CurrentHost> of(Collection<DesiredHost> wanted, Collection<CurrentHost> owned) {
        Map<String, CurrentHost> byName = owned.stream().collect(Collectors.toMap(CurrentHost::name, host -> host));
        Set<String> names = wanted.stream().map(DesiredHost::name).collect(Collectors.toSet());
        Map<Set<HostTag>, List<CurrentHost>> left = owned.stream()
                .filter(host -> !names.contains(host.name()))
                .collect(Collectors.groupingBy(host -> identity(host.tags())));
        Map<String, CurrentHost> same = new HashMap<>();
        for (DesiredHost host : wanted) {
            List<CurrentHost> others = left.getOrDefault(identity(host.tags()), List.of());
            if (byName.containsKey(host.name())) {
                same.put(host.name(), byName.get(host.name()));
            } else if (others.size() == 1 && !identity(host.tags()).isEmpty()) {
                same.put(host.name(), others.get(0));
            }
        }
        return same;
    }

    /** The tags that say what a host is of; empty when they say it of nothing single. */
    private static Set<HostTag> identity(Set<HostTag> tags) {
        Set<HostTag> identity = tags.stream()
                .filter(tag -> tag.tag().equals(TENANT) || PARTS.contains(tag.tag()))
                .collect(Collectors.toSet());
        boolean tenant = identity.stream().anyMatch(tag -> tag.tag().equals(TENANT));
        return tenant && identity.size() == 2 ? identity : Set.of();
    }
}
