package org.moodlefleet.zabbix.provisioning.plan;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.names.NameKey;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.CurrentState;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Names that a host of ours cannot have: hosts and templates that are not ours have them, whatever the letter case. */
final class TakenNames {

    private final Set<NameKey> technical;
    private final Set<NameKey> visible;
    /** Hosts that this program made for another registry, by technical name. */
    private final Map<NameKey, CurrentHost> waiting;

    private TakenNames(Set<NameKey> technical, Set<NameKey> visible, Map<NameKey, CurrentHost> waiting) {
        this.technical = technical;
        this.visible = visible;
        this.waiting = waiting;
    }

    /** @param leftAlone hosts of ours that are left out of the plan */
    static TakenNames of(CurrentState current, Collection<CurrentHost> leftAlone) {
        return new TakenNames(
                keys(current.foreignNames(), leftAlone.stream().map(CurrentHost::name)),
                keys(current.foreignVisibleNames(), leftAlone.stream().map(CurrentHost::visibleName)),
                current.waiting().stream()
                        .collect(Collectors.toMap(host -> NameKey.of(host.name()), host -> host, (one, other) -> one)));
    }

    private static Set<NameKey> keys(Collection<String> foreign, Stream<String> more) {
        return Stream.concat(foreign.stream(), more).map(NameKey::of).collect(Collectors.toSet());
    }

    /** Why a host cannot be made. */
    Optional<String> conflict(DesiredHost host, OwnerMark mark) {
        if (technical.contains(NameKey.of(host.name()))) {
            return Optional.of("host " + host.name() + " exists but "
                    + Optional.ofNullable(waiting.get(NameKey.of(host.name())))
                            .flatMap(there -> mark.registryOf(there.tags()))
                            .map(registry -> Adoption.maker(registry) + " made it; " + Adoption.hint(registry))
                            .orElse("is not ours (it lacks the tag " + mark + ")"));
        }
        return visible.contains(NameKey.of(host.visibleName()))
                ? Optional.of("host " + host.name() + ": its visible name '" + host.visibleName()
                        + "' is taken by a host that is not ours")
                : Optional.empty();
    }

    /** Why the host that is there cannot get another name; a name that it has already is its own. */
    Optional<String> conflict(DesiredHost host, CurrentHost there, OwnerMark mark) {
        boolean renamed = !host.name().equals(there.name());
        boolean shownOtherwise = !host.visibleName().equals(there.visibleName());
        return renamed || shownOtherwise
                ? new TakenNames(renamed ? technical : Set.of(), shownOtherwise ? visible : Set.of(), waiting)
                        .conflict(host, mark)
                : Optional.empty();
    }
}
