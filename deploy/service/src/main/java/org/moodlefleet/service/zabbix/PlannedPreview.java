package org.moodlefleet.service.zabbix;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.moodlefleet.configapi.port.ZabbixPreview;
import org.moodlefleet.consolidation.FleetDesiredState;
import org.moodlefleet.consolidation.access.TenantAccess;
import org.moodlefleet.consolidation.host.FleetNames;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.RegistryContent;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.provisioning.plan.Change;
import org.moodlefleet.zabbix.provisioning.plan.Plan;

/**
 * What a change would do in Zabbix, seen from the plans before and after it: what Zabbix needs anyway is not the
 * change's doing. Servers that it does not touch are not asked. What was read of Zabbix is shared by all who ask in a
 * short time, and what takes too long is told as a problem.
 */
public final class PlannedPreview implements ZabbixPreview {

    /** Where no Zabbix is provisioned. */
    public static final ZabbixPreview NONE = (before, after, tenant) ->
            Future.succeededFuture(new Preview(List.of(), "Zabbix is not provisioned by this service"));

    /** Until a preview is given up, and says so. */
    private static final long LONGEST_SECONDS = 15;

    /** Who asks within that of an unchanged registry is told of the same plan. */
    private static final Duration SHARED = Duration.ofSeconds(2);

    private static final int THREADS = 2;

    private final Vertx vertx;
    private final ZabbixServers servers;
    private final FleetDesiredState view;
    private final WorkerExecutor threads;
    /** By server, what its registry would be without the change: it is the same for all who ask at one time. */
    private final Map<String, Planned> before = new ConcurrentHashMap<>();

    private record Planned(RegistryContent content, Future<Plan> plan) {}

    public PlannedPreview(Vertx vertx, ZabbixServers servers, FleetDesiredState view) {
        this.vertx = vertx;
        this.servers = servers;
        this.view = view;
        this.threads = vertx.createSharedWorkerExecutor("zabbix-preview", THREADS);
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
        return Future.all(planBefore(server, first), plan(server, then))
                .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
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

    private Future<Plan> planBefore(String server, RegistryContent content) {
        Planned known = before.get(server);
        if (known != null && !known.plan().failed() && known.content().equals(content)) {
            return known.plan();
        }
        Planned planned = new Planned(content, plan(server, content));
        before.put(server, planned);
        vertx.setTimer(SHARED.toMillis(), old -> before.remove(server, planned));
        return planned.plan();
    }

    private Future<Plan> plan(String server, RegistryContent content) {
        return threads.executeBlocking(() -> view.of(content), false)
                .compose(desired ->
                        servers.find(server).orElseThrow().previewer().plan(desired));
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
        String groups = FleetNames.tenantGroup(tenant);
        return change -> hosts.contains(change.name())
                || change.name().equals(groups)
                || change.name().equals(TenantAccess.userGroup(tenant))
                || change.name().startsWith(groups + "/");
    }
}
