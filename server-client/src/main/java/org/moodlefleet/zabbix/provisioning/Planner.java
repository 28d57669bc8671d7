package org.moodlefleet.zabbix.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.Change.CreateHost;
import org.moodlefleet.zabbix.provisioning.Change.CreateHostGroup;
import org.moodlefleet.zabbix.provisioning.Change.DeleteHost;
import org.moodlefleet.zabbix.provisioning.Change.DisableHost;
import org.moodlefleet.zabbix.provisioning.Change.EnableHost;
import org.moodlefleet.zabbix.provisioning.Change.ImportTemplate;
import org.moodlefleet.zabbix.provisioning.Change.UpdateHost;
import org.moodlefleet.zabbix.provisioning.CurrentState.CurrentTemplate;

/** Computes a plan; asks nothing and changes nothing. Serves once. */
final class Planner {

    private final DesiredState desired;
    private final CurrentState current;
    private final OwnerMark mark;
    private final Map<String, DesiredTemplate> ownTemplates;
    private final HostDifference difference;
    /** Hosts of ours by the names that they are to have. */
    private final Map<String, CurrentHost> there;

    private final List<Change> changes = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();

    private Planner(DesiredState desired, CurrentState current, OwnerMark mark) {
        this.desired = desired;
        this.current = current;
        this.mark = mark;
        this.ownTemplates = desired.templates().stream()
                .collect(Collectors.toMap(DesiredTemplate::technicalName, Function.identity()));
        this.there = SameHosts.of(desired.hosts(), current.owned());
        this.difference = new HostDifference(mark, this::linkable, this::replaced);
    }

    static Plan plan(DesiredState desired, CurrentState current, OwnerMark mark, Duration grace, Instant now) {
        Planner planner = new Planner(desired, current, mark);
        planner.groups();
        planner.templates();
        planner.unwantedHosts(grace, now);
        planner.wantedHosts();
        return new Plan(planner.changes, planner.conflicts);
    }

    private void groups() {
        new TreeSet<>(desired.hostGroups())
                .stream()
                        .filter(group -> !current.hostGroups().contains(group))
                        .forEach(group -> changes.add(new CreateHostGroup(group)));
    }

    private void templates() {
        for (DesiredTemplate template : desired.templates()) {
            CurrentTemplate there = current.templates().get(template.technicalName());
            if (there == null) {
                changes.add(new ImportTemplate(template, false));
            } else if (foreign(template, there)) {
                conflicts.add("template " + template.technicalName()
                        + " exists but is not ours (another uuid); rename or delete it");
            } else if (!there.contentHash().equals(template.contentHash())) {
                changes.add(new ImportTemplate(template, true));
            }
        }
        new TreeSet<>(desired.hosts().stream()
                        .flatMap(host -> host.templates().stream())
                        .collect(Collectors.toSet()))
                .stream()
                        .filter(name -> !ownTemplates.containsKey(name) && !linkable(name))
                        .forEach(name ->
                                conflicts.add("template " + name + ", which hosts should have, does not exist"));
    }

    private void wantedHosts() {
        List<DesiredHost> sorted = desired.hosts().stream()
                .sorted(Comparator.comparing(DesiredHost::name))
                .toList();
        sorted.stream()
                .filter(host -> there.containsKey(host.name()))
                .forEach(host -> update(host, there.get(host.name())));
        sorted.stream().filter(host -> !there.containsKey(host.name())).forEach(this::create);
    }

    private void create(DesiredHost host) {
        if (nameTaken(host)) {
            conflicts.add(nameConflict(host));
        } else if (visibleNameTaken(host)) {
            conflicts.add(visibleNameConflict(host));
        } else {
            changes.add(new CreateHost(new DesiredHost(
                    host.name(),
                    host.visibleName(),
                    host.enabled(),
                    host.groups(),
                    difference.linkable(host),
                    difference.tags(host),
                    difference.macros(host),
                    host.description(),
                    host.senders())));
        }
    }

    private void update(DesiredHost host, CurrentHost there) {
        if (nameTaken(host)) {
            conflicts.add(nameConflict(host));
            return;
        }
        if (visibleNameTaken(host)) {
            conflicts.add(visibleNameConflict(host));
            return;
        }
        HostPatch patch = difference.between(host, there);
        if (!patch.isEmpty()) {
            changes.add(
                    there.removalMarks().isEmpty()
                            ? new UpdateHost(there.hostId(), there.name(), patch)
                            : new EnableHost(there.hostId(), there.name(), patch));
        }
    }

    private void unwantedHosts(Duration grace, Instant now) {
        Set<String> wanted = there.values().stream().map(CurrentHost::hostId).collect(Collectors.toSet());
        List<CurrentHost> unwanted = current.owned().stream()
                .filter(host -> !wanted.contains(host.hostId()))
                .sorted(Comparator.comparing(CurrentHost::name))
                .toList();
        List<Change> deletions = new ArrayList<>();
        for (CurrentHost host : unwanted) {
            if (Removal.due(host, grace, now)) {
                deletions.add(new DeleteHost(host.hostId(), host.name()));
            } else if (Removal.noticed(host).isEmpty()) {
                changes.add(new DisableHost(host.hostId(), host.name(), now.getEpochSecond()));
            }
        }
        changes.addAll(deletions);
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

    private boolean nameTaken(DesiredHost host) {
        return current.foreignNames().contains(host.name());
    }

    private String nameConflict(DesiredHost host) {
        return "host " + host.name() + " exists but is not ours (it lacks the tag " + mark + ")";
    }

    private boolean visibleNameTaken(DesiredHost host) {
        return current.foreignVisibleNames().contains(host.visibleName());
    }

    private String visibleNameConflict(DesiredHost host) {
        return "host " + host.name() + ": its visible name '" + host.visibleName()
                + "' is taken by a host that is not ours";
    }
}
