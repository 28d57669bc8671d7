package org.moodlefleet.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.zabbix.provisioning.ApplyReport;
import org.moodlefleet.zabbix.provisioning.DesiredHost;
import org.moodlefleet.zabbix.provisioning.DesiredState;
import org.moodlefleet.zabbix.provisioning.Plan;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Zabbix equal to the registry: soon after each change, and every few minutes in case somebody
 * changed Zabbix. One plan is made and applied at a time.
 */
final class ZabbixSync {

    private static final Logger LOG = LoggerFactory.getLogger(ZabbixSync.class);
    /** A call to the API may make many changes: they are planned together. */
    private static final long SETTLE_MILLIS = 500;

    private static final Duration RETRY = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Registry registry;
    private final ZabbixView view;
    private final Provisioner provisioner;
    private final ProvisionedHosts hosts;
    private final Duration every;
    private final int removalLimit;
    /** Changes and conflicts that stand open after the last plan; -1 when Zabbix could not be asked. */
    private final AtomicInteger open = new AtomicInteger();

    private Runnable unsubscribe = () -> {};
    private Future<Void> running = Future.succeededFuture();
    private boolean changedMeanwhile;
    private boolean stopped;
    private long heldRemovals;
    private String lastProblem = "";
    private long timer = -1;

    ZabbixSync(
            Vertx vertx,
            Registry registry,
            ZabbixView view,
            Provisioner provisioner,
            ProvisionedHosts hosts,
            ServiceConfig.Provisioning settings,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.registry = registry;
        this.view = view;
        this.provisioner = provisioner;
        this.hosts = hosts;
        this.every = settings.every();
        this.removalLimit = settings.removalLimit();
        Gauge.builder("moodle_fleet_zabbix_open_changes", open, AtomicInteger::get)
                .description("Changes that Zabbix still needs after the last apply; -1 when it could not be asked")
                .register(meters);
    }

    synchronized void start() {
        unsubscribe = registry.onChange(change -> soon());
        soon();
    }

    /** Waits for the apply that is under way. */
    synchronized Future<Void> stop() {
        stopped = true;
        unsubscribe.run();
        vertx.cancelTimer(timer);
        return running.transform(done -> Future.succeededFuture());
    }

    /** Has Zabbix compared with the registry in a moment. */
    synchronized void soon() {
        if (running.isComplete()) {
            plan(Duration.ofMillis(SETTLE_MILLIS));
        } else {
            changedMeanwhile = true;
        }
    }

    private synchronized void plan(Duration delay) {
        if (!stopped) {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(delay.toMillis(), fired -> sync());
        }
    }

    private synchronized void sync() {
        changedMeanwhile = false;
        running = planAndApply()
                .onFailure(e -> {
                    open.set(-1);
                    say("Zabbix cannot be provisioned", String.valueOf(e.getMessage()));
                })
                .transform(done -> {
                    next(done.succeeded() && done.result());
                    return Future.succeededFuture();
                });
    }

    private synchronized void next(boolean clean) {
        if (changedMeanwhile) {
            plan(Duration.ofMillis(SETTLE_MILLIS));
        } else {
            plan(clean ? every : RETRY);
        }
    }

    /** @return whether nothing is left to be done */
    private Future<Boolean> planAndApply() {
        return registry.tenants()
                .compose(tenants -> registry.instances()
                        .compose(instances -> registry.groups().map(groups -> view.of(tenants, instances, groups))))
                .compose(this::planAndApply);
    }

    private Future<Boolean> planAndApply(DesiredState desired) {
        Set<String> names = desired.hosts().stream().map(DesiredHost::name).collect(Collectors.toSet());
        hosts.want(names);
        return provisioner
                .plan(desired)
                .map(this::confirmed)
                .compose(plan -> plan.isEmpty()
                        ? Future.succeededFuture(report(plan, 0))
                        : provisioner.apply(plan).map(done -> report(plan, done)))
                .onSuccess(clean -> {
                    if (clean) {
                        hosts.done(names);
                    }
                });
    }

    /** A registry that was lost or pruned by mistake must not take the hosts and their history along. */
    private Plan confirmed(Plan plan) {
        heldRemovals = plan.removals() > removalLimit ? plan.removals() : 0;
        return heldRemovals == 0 ? plan : plan.withoutRemovals();
    }

    private boolean report(Plan plan, ApplyReport done) {
        done.applied()
                .forEach(change ->
                        LOG.atInfo().addKeyValue("change", change.describe()).log("Zabbix was changed"));
        done.failures()
                .forEach(failure -> LOG.atWarn()
                        .addKeyValue("change", failure.change().describe())
                        .addKeyValue("cause", failure.reason())
                        .log("Zabbix could not be changed"));
        return report(plan, done.failures().size());
    }

    private boolean report(Plan plan, int failures) {
        open.set((int) (failures + plan.conflicts().size() + heldRemovals));
        if (heldRemovals > 0) {
            say(
                    "hosts are not removed from Zabbix: raise zabbix.provisioning.removalLimit to confirm",
                    heldRemovals + " hosts are no longer in the registry, the limit is " + removalLimit);
        } else {
            say("Zabbix holds what is in the way", String.join("; ", plan.conflicts()));
        }
        return failures == 0;
    }

    /** Says a problem once, not at every try. */
    private void say(String problem, String cause) {
        if (!cause.equals(lastProblem) && !cause.isEmpty()) {
            LOG.atWarn().addKeyValue("cause", cause).log(problem);
        }
        lastProblem = cause;
    }
}
