package org.moodlefleet.zabbix.provisioning.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.plan.Change.CreateHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.CreateHostGroup;
import org.moodlefleet.zabbix.provisioning.plan.Change.DeleteHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.DisableHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.EnableHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.ImportTemplate;
import org.moodlefleet.zabbix.provisioning.plan.Change.UpdateHost;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.CurrentState;
import org.moodlefleet.zabbix.provisioning.state.CurrentState.CurrentTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.state.SameHosts;

/**
 * Plans host groups, templates and hosts from what was read; asks nothing. One that cannot be planned is left out.
 * Serves once.
 */
public final class HostPlanner implements ResourcePlanner {

    private final DesiredState desired;
    private final CurrentState current;
    private final OwnerMark mark;
    private final Duration grace;
    private final Instant now;
    private final Map<String, DesiredTemplate> ownTemplates;
    private final HostDifference difference;
    /** Hosts of ours that are not left alone. */
    private final List<CurrentHost> owned;
    /** Those of them that are wanted, by the names that they are to have. */
    private final Map<String, CurrentHost> there;
    /** What hosts and templates that are not ours, or left alone, are called. */
    private final TakenNames taken;

    private final PlanDraft draft;

    /** @param grace how long a host that is no longer wanted stays */
    public HostPlanner(DesiredState desired, CurrentState current, OwnerMark mark, Duration grace, Instant now) {
        this.grace = grace;
        this.now = now;
        this.desired = desired;
        this.current = current;
        this.mark = mark;
        this.ownTemplates = desired.templates().stream()
                .collect(Collectors.toMap(DesiredTemplate::technicalName, Function.identity()));
        Map<Boolean, List<CurrentHost>> leftAlone =
                current.owned().stream().collect(Collectors.partitioningBy(desired::leavesAlone));
        this.owned = leftAlone.get(false);
        this.there = SameHosts.of(desired.hosts(), owned);
        this.taken = TakenNames.of(current, leftAlone.get(true));
        this.difference = new HostDifference(mark, this::linkable, this::replaced);
        this.draft = new PlanDraft(desired::owner);
    }

    @Override
    public String resources() {
        return "hosts";
    }

    @Override
    public Plan plan() {
        groups();
        templates();
        unwantedHosts();
        waitingHosts();
        wantedHosts();
        return draft.plan();
    }

    private void groups() {
        new TreeSet<>(desired.hostGroups())
                .stream()
                        .filter(group -> !current.hostGroups().contains(group))
                        .forEach(group -> draft.each(
                                new ObjectName(ObjectName.HOST_GROUP, group),
                                () -> Plan.of(new CreateHostGroup(NameLimit.HOST_GROUP.check("host group", group)))));
    }

    private void templates() {
        desired.templates()
                .forEach(template -> draft.each(
                        new ObjectName(ObjectName.TEMPLATE, template.technicalName()), () -> template(template)));
        new TreeSet<>(desired.hosts().stream()
                        .flatMap(host -> host.templates().stream())
                        .collect(Collectors.toSet()))
                .stream()
                        .filter(name -> !ownTemplates.containsKey(name) && !linkable(name))
                        .forEach(name -> draft.add(
                                Plan.ofConflict("template " + name + ", which hosts should have, does not exist")));
    }

    private Plan template(DesiredTemplate template) {
        CurrentTemplate before = current.templates().get(template.technicalName());
        if (before == null) {
            return Plan.of(new ImportTemplate(template, false));
        } else if (foreign(template, before)) {
            return Plan.ofConflict("template " + template.technicalName()
                    + " exists but is not ours (another uuid); rename or delete it");
        }
        if (before.contentHash().equals(template.contentHash())) {
            return Plan.NOTHING;
        }
        return before.otherRegistry().isEmpty()
                ? Plan.of(new ImportTemplate(template, true))
                : Plan.ofConflict("template " + template.technicalName() + " stays as "
                        + Adoption.maker(before.otherRegistry()) + " imported it, with another content; "
                        + Adoption.hint(before.otherRegistry()));
    }

    private void wantedHosts() {
        List<DesiredHost> sorted = desired.hosts().stream()
                .sorted(Comparator.comparing(DesiredHost::name))
                .toList();
        sorted.stream()
                .filter(host -> there.containsKey(host.name()))
                .forEach(host -> draft.each(ObjectName.host(host.name()), () -> update(host, there.get(host.name()))));
        sorted.stream()
                .filter(host -> !there.containsKey(host.name()))
                .forEach(host -> draft.each(ObjectName.host(host.name()), () -> create(host)));
    }

    private Plan create(DesiredHost host) {
        return taken.conflict(host, mark)
                .map(Plan::ofConflict)
                .orElseGet(() -> Plan.of(new CreateHost(new DesiredHost(
                        host.name(),
                        host.visibleName(),
                        host.enabled(),
                        host.groups(),
                        difference.linkable(host),
                        difference.tags(host),
                        difference.macros(host),
                        host.description(),
                        host.senders()))));
    }

    private Plan update(DesiredHost host, CurrentHost before) {
        Optional<String> conflict = taken.conflict(host, before, mark);
        if (conflict.isPresent()) {
            return Plan.ofConflict(conflict.get());
        }
        HostPatch patch = difference.between(host, before);
        if (patch.isEmpty()) {
            return Plan.NOTHING;
        }
        return Plan.of(
                before.removalMarks().isEmpty()
                        ? new UpdateHost(before.hostId(), before.name(), patch)
                        : new EnableHost(before.hostId(), before.name(), patch));
    }

    private void unwantedHosts() {
        Set<String> wanted = there.values().stream().map(CurrentHost::hostId).collect(Collectors.toSet());
        List<CurrentHost> unwanted = owned.stream()
                .filter(host -> !wanted.contains(host.hostId()))
                .sorted(Comparator.comparing(CurrentHost::name))
                .toList();
        List<Change> deletions = new ArrayList<>();
        for (CurrentHost host : unwanted) {
            if (!host.carries(mark)) {
                draft.add(Plan.of(new UpdateHost(host.hostId(), host.name(), HostPatch.takingOver(host, mark))));
            } else if (Removal.due(host, grace, now)) {
                deletions.add(new DeleteHost(host.hostId(), host.name(), host.takenOver()));
            } else if (Removal.noticed(host).isEmpty()) {
                draft.add(Plan.of(new DisableHost(host.hostId(), host.name(), now.getEpochSecond(), host.takenOver())));
            }
        }
        draft.add(new Plan(deletions, List.of()));
    }

    /** What another registry has beside ours is its own affair; a registry without hosts may be one that was lost. */
    private void waitingHosts() {
        current.waiting().stream()
                .collect(Collectors.groupingBy(
                        host -> mark.registryOf(host.tags()).orElse(""),
                        TreeMap::new,
                        Collectors.mapping(CurrentHost::name, Collectors.toList())))
                .forEach((registry, names) -> {
                    if (registry.isEmpty() || desired.hosts().isEmpty()) {
                        draft.add(Plan.ofConflict(Adoption.waiting(registry, "hosts", names)));
                    }
                });
    }

    private boolean linkable(String template) {
        DesiredTemplate own = ownTemplates.get(template);
        CurrentTemplate there = current.templates().get(template);
        return own == null ? there != null : there == null || !foreign(own, there);
    }

    private Set<String> replaced(String template) {
        DesiredTemplate own = ownTemplates.get(template);
        return own == null ? Set.of() : own.replaces();
    }

    private static boolean foreign(DesiredTemplate own, CurrentTemplate there) {
        return !there.uuid().equals(own.uuid());
    }
}
