package org.moodlefleet.service.zabbix;

import static org.moodlefleet.configapi.problem.ApiMessage.ZABBIX_UNREACHABLE;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.moodlefleet.configapi.port.ZabbixPlans;
import org.moodlefleet.consolidation.sync.PlanQueue;
import org.moodlefleet.consolidation.sync.PlannedChanges;
import org.moodlefleet.consolidation.sync.UnapprovedRemovalsException;
import org.moodlefleet.consolidation.sync.ZabbixOrder;
import org.moodlefleet.consolidation.sync.ZabbixSync;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.zabbix.api.ZabbixApiException;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.plan.Change;

/** The plans of the continuous provisioning, for those who do not want to wait for it. */
public final class SyncedPlans implements ZabbixPlans {

    /** A plan of ten thousand hosts, behind another one. */
    private static final long LONGEST_SECONDS = 120;

    private final ZabbixServers servers;
    private final Map<String, PlanQueue> plans = new ConcurrentHashMap<>();

    public SyncedPlans(ZabbixServers servers) {
        this.servers = servers;
    }

    @Override
    public List<String> servers() {
        return servers.names();
    }

    @Override
    public Future<Plan> plan(String server, String adopt) {
        ZabbixSync sync = sync(server);
        Adoption adoption = adoption(adopt);
        return plans.computeIfAbsent(server + " " + adoption.which(), first -> new PlanQueue())
                .ask(() -> sync.plan(adoption))
                .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                .map(SyncedPlans::document)
                .recover(SyncedPlans::explain);
    }

    @Override
    public Future<Applied> apply(String server, String approve, String adopt, Caller caller) {
        return sync(server)
                .apply(new ZabbixOrder(Optional.ofNullable(approve), adoption(adopt), caller))
                .map(SyncedPlans::document)
                .recover(failure -> failure instanceof UnapprovedRemovalsException
                        ? Future.failedFuture(new ZabbixPlans.OtherRemovalsException())
                        : explain(failure));
    }

    private ZabbixSync sync(String server) {
        return servers.find(server).orElseThrow().sync();
    }

    private static Adoption adoption(String adopt) {
        return adopt == null ? Adoption.NONE : new Adoption(adopt);
    }

    private static Plan document(PlannedChanges planned) {
        org.moodlefleet.zabbix.provisioning.plan.Plan plan = planned.plan();
        return new Plan(
                plan.changes().stream()
                        .map(change ->
                                new Step(change.describe(), planned.held().contains(change)))
                        .toList(),
                plan.conflicts(),
                leftOut(plan.leftOut()),
                plan.removals(),
                !planned.held().isEmpty(),
                planned.fingerprint());
    }

    private static List<LeftOutObject> leftOut(List<LeftOut> all) {
        return all.stream()
                .map(one -> new LeftOutObject(
                        one.object().toString(), one.owner().isEmpty() ? null : one.owner(), one.cause()))
                .toList();
    }

    private static Applied document(ZabbixSync.Outcome outcome) {
        return new Applied(
                outcome.report().applied().stream().map(Change::describe).toList(),
                outcome.report().failures().stream()
                        .map(failure -> new Failure(failure.change().describe(), failure.reason()))
                        .toList(),
                outcome.conflicts(),
                leftOut(outcome.leftOut()),
                outcome.held(),
                outcome.fingerprint());
    }

    /** What Zabbix's address answers is for the log. */
    static <T> Future<T> explain(Throwable failure) {
        return Future.failedFuture(
                failure instanceof ZabbixApiException || failure instanceof TimeoutException
                        ? new UnavailableException(ZABBIX_UNREACHABLE)
                        : failure);
    }
}
