package org.moodlefleet.service;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.moodlefleet.registry.RegistryContent;
import org.moodlefleet.registry.api.ZabbixPreview;
import org.moodlefleet.registry.model.Instance;
import org.moodlefleet.zabbix.provisioning.Change;
import org.moodlefleet.zabbix.provisioning.Plan;
import org.moodlefleet.zabbix.provisioning.Provisioner;

/**
 * What a change would do in Zabbix, seen from the plans before and after it: what Zabbix needs anyway is not the
 * change's doing.
 */
final class PlannedPreview implements ZabbixPreview {

    /** Where no Zabbix is configured. */
    static final ZabbixPreview NONE =
            (before, after, tenant) -> Future.succeededFuture(new Preview(List.of(), "No Zabbix server is configured"));

    private final ZabbixView view;
    private final Provisioner provisioner;

    PlannedPreview(ZabbixView view, Provisioner provisioner) {
        this.view = view;
        this.provisioner = provisioner;
    }

    @Override
    public Future<Preview> of(RegistryContent before, RegistryContent after, String tenant) {
        return Future.all(plan(before), plan(after))
                .map(plans -> {
                    Set<String> anyway = new HashSet<>(plans.<Plan>resultAt(0).describe());
                    return new Preview(
                            lines(plans.resultAt(1), tenant, before, after)
                                    .filter(line -> !anyway.contains(line))
                                    .toList(),
                            null);
                })
                .otherwise(e -> new Preview(List.of(), "Zabbix cannot be asked now"));
    }

    private Future<Plan> plan(RegistryContent content) {
        return provisioner.plan(view.of(content.tenants(), content.instances(), content.groups()));
    }

    private static Stream<String> lines(Plan plan, String tenant, RegistryContent before, RegistryContent after) {
        if (tenant == null) {
            return plan.describe().stream();
        }
        // what is in the way of a plan may belong to another: the checks of instances tell of a host that is taken
        return plan.changes().stream().filter(isOf(tenant, before, after)).map(Change::describe);
    }

    private static Predicate<Change> isOf(String tenant, RegistryContent before, RegistryContent after) {
        Set<String> hosts = new HashSet<>();
        Stream.of(before, after)
                .flatMap(content -> content.instances().stream())
                .filter(instance -> instance.tenant().equals(tenant))
                .map(Instance::host)
                .forEach(hosts::add);
        String groups = ZabbixView.tenantGroup(tenant);
        return change -> hosts.contains(change.name())
                || change.name().equals(groups)
                || change.name().equals(TenantAccess.userGroup(tenant))
                || change.name().startsWith(groups + "/");
    }
}
