package org.moodlefleet.service;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.moodlefleet.registry.RegistryContent;
import org.moodlefleet.registry.api.ZabbixPreview;
import org.moodlefleet.registry.model.Instance;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.provisioning.Change;
import org.moodlefleet.zabbix.provisioning.Plan;

/**
 * What a change would do in Zabbix, seen from the plans before and after it: what Zabbix needs anyway is not the
 * change's doing. Servers that it does not touch are not asked.
 */
final class PlannedPreview implements ZabbixPreview {

    /** Where no Zabbix is provisioned. */
    static final ZabbixPreview NONE = (before, after, tenant) ->
            Future.succeededFuture(new Preview(List.of(), "Zabbix is not provisioned by this service"));

    private final ZabbixServers servers;
    private final ZabbixView view;

    PlannedPreview(ZabbixServers servers, ZabbixView view) {
        this.servers = servers;
        this.view = view;
    }

    @Override
    public Future<Preview> of(RegistryContent before, RegistryContent after, String tenant) {
        List<Future<Preview>> all = servers.names().stream()
                .filter(name -> !ZabbixServers.content(before, name).equals(ZabbixServers.content(after, name)))
                .map(name -> at(name, before, after, tenant))
                .toList();
        return Future.all(all).map(done -> {
            List<Preview> previews = done.list();
            return new Preview(
                    previews.stream()
                            .flatMap(preview -> preview.changes().stream())
                            .toList(),
                    previews.stream()
                            .map(Preview::problem)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null));
        });
    }

    private Future<Preview> at(String server, RegistryContent before, RegistryContent after, String tenant) {
        RegistryContent first = ZabbixServers.content(before, server);
        RegistryContent then = ZabbixServers.content(after, server);
        String place = server.equals(ServiceConfig.DEFAULT_SERVER) ? "" : server + ": ";
        return Future.all(plan(server, first), plan(server, then))
                .map(plans -> {
                    Set<String> anyway = new HashSet<>(plans.<Plan>resultAt(0).describe());
                    return new Preview(
                            lines(plans.resultAt(1), tenant, first, then)
                                    .filter(line -> !anyway.contains(line))
                                    .map(place::concat)
                                    .toList(),
                            null);
                })
                .otherwise(e -> new Preview(List.of(), "Zabbix cannot be asked now"));
    }

    private Future<Plan> plan(String server, RegistryContent content) {
        return servers.find(server).orElseThrow().provisioner().plan(view.of(content));
    }

    private static Stream<String> lines(Plan plan, String tenant, RegistryContent before, RegistryContent after) {
        if (tenant == null) {
            return plan.describe().stream();
        }
        // what is in the way of a plan may belong to another: the checks of instances tell of a host that is taken
        return Stream.concat(
                plan.changes().stream().filter(isOf(tenant, before, after)).map(Change::describe),
                plan.leftOut().stream()
                        .filter(one -> one.owner().equals(tenant))
                        .map(one -> "LEFT OUT " + one.describe()));
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
