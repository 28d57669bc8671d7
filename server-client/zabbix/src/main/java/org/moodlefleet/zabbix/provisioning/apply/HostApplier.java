package org.moodlefleet.zabbix.provisioning.apply;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.provisioning.call.Chunks;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.current.HostReader;
import org.moodlefleet.zabbix.provisioning.plan.Change;
import org.moodlefleet.zabbix.provisioning.plan.Change.CreateHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.CreateHostGroup;
import org.moodlefleet.zabbix.provisioning.plan.Change.DeleteHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.DisableHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.EnableHost;
import org.moodlefleet.zabbix.provisioning.plan.Change.HostUpdate;
import org.moodlefleet.zabbix.provisioning.plan.Change.ImportTemplate;
import org.moodlefleet.zabbix.provisioning.plan.Change.UpdateHost;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Applies the changes of host groups, templates and hosts; what gives names free comes before what takes them. */
final class HostApplier implements ResourceApplier {

    private static final int HOSTS_PER_CALL = 100;

    /** Deleting is slow, and a deadlock throws the whole batch back. */
    private static final int DELETIONS_PER_CALL = 20;

    private final ProvisioningCalls calls;
    private final OwnerMark mark;
    private final HostReader hosts;
    private final Plan plan;
    private final Batches batches;

    HostApplier(ProvisioningCalls calls, OwnerMark mark, Plan plan, Batches batches) {
        this.calls = calls;
        this.mark = mark;
        this.plan = plan;
        this.hosts = new HostReader(calls.dialect());
        this.batches = batches;
    }

    @Override
    public void apply() {
        batches.run("hostgroup.create", only(CreateHostGroup.class), HOSTS_PER_CALL, g -> Map.of("name", g.name()));
        TemplateImport imports = new TemplateImport(calls, mark);
        only(ImportTemplate.class)
                .forEach(change -> batches.one(change, () -> imports.run(change.template(), !change.replaces())));
        HostParams params = params();
        update(DisableHost.class, params);
        delete();
        update(UpdateHost.class, params);
        update(EnableHost.class, params);
        batches.run("host.create", only(CreateHost.class), HOSTS_PER_CALL, change -> params.create(change.host()));
    }

    private <C extends HostUpdate> void update(Class<C> kind, HostParams params) {
        for (List<C> some : Chunks.of(only(kind), HOSTS_PER_CALL)) {
            Map<String, CurrentHost> now =
                    read(some.stream().map(HostUpdate::hostId).toList());
            batches.run(
                    "host.update",
                    batches.after(some, part -> {
                        freeNames(part, some);
                        unlink(part, now);
                    }),
                    HOSTS_PER_CALL,
                    change -> params.update(ours(now, change), change.patch()));
        }
    }

    /** A name that one host of ours gives up and another takes is nobody's in between. */
    private void freeNames(List<? extends HostUpdate> changes, List<? extends HostUpdate> all) {
        Set<String> taken =
                all.stream().flatMap(change -> change.patch().name().stream()).collect(Collectors.toSet());
        List<Map<String, String>> between = changes.stream()
                .filter(change -> change.patch().name().isPresent() && taken.contains(change.name()))
                .map(change -> Map.of("hostid", change.hostId(), "host", "renamed " + change.hostId()))
                .toList();
        if (!between.isEmpty()) {
            calls.call("host.update", between);
        }
    }

    private void unlink(List<? extends HostUpdate> changes, Map<String, CurrentHost> now) {
        Map<Set<String>, List<CurrentHost>> hostsByReplaced = changes.stream()
                .filter(change -> !change.patch().replacedTemplates().isEmpty() && isOurs(now, change))
                .collect(Collectors.groupingBy(
                        change -> change.patch().replacedTemplates(),
                        Collectors.mapping(change -> now.get(change.hostId()), Collectors.toList())));
        TemplateReplacement replacement = new TemplateReplacement(calls);
        hostsByReplaced.forEach((templates, hosts) -> replacement.unlink(hosts, templates));
    }

    private void delete() {
        for (List<DeleteHost> some : Chunks.of(only(DeleteHost.class), DELETIONS_PER_CALL)) {
            Map<String, CurrentHost> now =
                    read(some.stream().map(DeleteHost::hostId).toList());
            batches.run("host.delete", some, DELETIONS_PER_CALL, change -> {
                CurrentHost host = now.get(change.hostId());
                return ours(host, host != null && host.carries(mark)).hostId();
            });
        }
    }

    private <C extends Change> List<C> only(Class<C> kind) {
        return plan.only(kind);
    }

    /** Hosts as they are now: between plan and apply an operator may have added to them, or taken them from us. */
    private Map<String, CurrentHost> read(List<String> hostIds) {
        Map<String, CurrentHost> now = new HashMap<>();
        hosts.hosts(calls.call("host.get", hosts.query(Map.of("hostids", hostIds))))
                .forEach(host -> now.put(host.hostId(), host));
        return now;
    }

    /** Now or after the change, which may take it over: from nobody else than was seen when it was planned. */
    private boolean isOurs(Map<String, CurrentHost> now, HostUpdate change) {
        CurrentHost host = now.get(change.hostId());
        return host != null && mark.isOn(change.patch().tags().applyTo(host.tags()));
    }

    private CurrentHost ours(Map<String, CurrentHost> now, HostUpdate change) {
        return ours(now.get(change.hostId()), isOurs(now, change));
    }

    private CurrentHost ours(CurrentHost host, boolean isOurs) {
        if (host == null || !isOurs) {
            throw new ImpossibleChangeException(
                    host == null ? "the host is gone" : "the host is no longer ours: it lacks the tag " + mark);
        }
        return host;
    }

    private HostParams params() {
        Set<String> groups = new HashSet<>();
        Set<String> templates = new HashSet<>();
        for (CreateHost change : only(CreateHost.class)) {
            groups.addAll(change.host().groups());
            templates.addAll(change.host().templates());
        }
        for (HostUpdate change : only(HostUpdate.class)) {
            groups.addAll(change.patch().groups().add());
            templates.addAll(change.patch().templates().add());
        }
        return new HostParams(
                calls.ids("hostgroup.get", "name", "groupid", groups),
                calls.ids("template.get", "host", "templateid", templates));
    }
}
