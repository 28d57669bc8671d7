package org.moodlefleet.zabbix.provisioning.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which host of ours is which wanted one: that of the same instance or group, which is renamed where it has another name
 * and so keeps its history; else that of the same technical name.
 */
public final class SameHosts {

    private static final String TENANT = "tenant";
    private static final Set<String> PARTS = Set.of("instance", "group");

    private SameHosts() {}

    /** @return by the name that is wanted */
    public static Map<String, CurrentHost> of(Collection<DesiredHost> wanted, Collection<CurrentHost> owned) {
        Map<Set<HostTag>, List<CurrentHost>> byIdentity = owned.stream()
                .filter(host -> !identity(host.tags()).isEmpty())
                .collect(Collectors.groupingBy(host -> identity(host.tags())));
        Map<String, CurrentHost> same = new HashMap<>();
        for (DesiredHost host : wanted) {
            List<CurrentHost> alike = byIdentity.getOrDefault(identity(host.tags()), List.of());
            alike.stream()
                    .filter(there -> alike.size() == 1 || there.name().equals(host.name()))
                    .findFirst()
                    .ifPresent(there -> same.put(host.name(), there));
        }
        Set<String> found = same.values().stream().map(CurrentHost::hostId).collect(Collectors.toSet());
        Map<String, CurrentHost> left = owned.stream()
                .filter(host -> !found.contains(host.hostId()))
                .collect(Collectors.toMap(CurrentHost::name, host -> host, (one, other) -> one));
        for (DesiredHost host : wanted) {
            if (!same.containsKey(host.name()) && left.containsKey(host.name())) {
                same.put(host.name(), left.get(host.name()));
            }
        }
        return same;
    }

    /** Whether a host is of the same instance or group as a wanted one, or of no single one and called like it. */
    public static boolean isKnown(CurrentHost host, Collection<DesiredHost> wanted) {
        Set<HostTag> identity = identity(host.tags());
        return wanted.stream()
                .anyMatch(one -> identity.isEmpty()
                        ? identity(one.tags()).isEmpty() && one.name().equals(host.name())
                        : identity(one.tags()).equals(identity));
    }

    /** {@link #identity} as texts. */
    static Set<String> identityTexts(Set<HostTag> tags) {
        return identity(tags).stream().map(HostTag::toString).collect(Collectors.toSet());
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
