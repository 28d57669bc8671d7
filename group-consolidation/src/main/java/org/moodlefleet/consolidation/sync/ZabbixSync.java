package org.moodlefleet.consolidation.sync;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.moodlefleet.consolidation.FleetDesiredState;
import org.moodlefleet.model.RegistryContent;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.zabbix.names.ShortName;
import org.moodlefleet.zabbix.provisioning.Provisioner;
import org.moodlefleet.zabbix.provisioning.apply.ApplyReport;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Zabbix equal to the registry: soon after each change, and every few minutes in case somebody
 * changed Zabbix. One plan is made and applied at a time.
 */
public final class ZabbixSync {

    private static final Logger LOG = LoggerFactory.getLogger(ZabbixSync.class);
    /** A call to the API may make many changes: they are planned together. */
    private static final long SETTLE_MILLIS = 500;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 10;
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    /** Characters of one line of the log. */
    private static final int LONGEST_CAUSE = 2_000;

    private static final ApplyReport NOTHING_DONE = new ApplyReport(List.of(), List.of());

    /**
     * What came of it.
     *
     * @param leftOut objects that the plan left out
     * @param held removals that wait for an approval
     * @param fingerprint of those, null when there is none
     */
    public record Outcome(
            ApplyReport report, List<String> conflicts, List<LeftOut> leftOut, long held, String fingerprint) {

        public Outcome {
            conflicts = List.copyOf(conflicts);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * What is never exceeded.
     *
     * @param every longest time between two looks at Zabbix
     * @param removals how many objects may be removed unasked
     */
    public record Limits(Duration every, int removals) {}

    private final Vertx vertx;
    private final String server;
    private final Registry registry;
    private final UnaryOperator<RegistryContent> watched;
    private final FleetDesiredState view;
    private final Provisioner provisioner;
    private final ProvisionedHosts hosts;
    private final Duration every;
    private final int removalLimit;
    private final Runnable changed;
    /** Changes and conflicts that stand open after the last plan; -1 when Zabbix could not be asked. */
    private final AtomicInteger open = new AtomicInteger();

    private final ObjectsLeftOut leftOut;

    private Runnable unsubscribe = () -> {};
    private Future<Void> running = Future.succeededFuture();
    private boolean changedMeanwhile;
    private boolean stopped;
    private long heldRemovals;
    private String heldFingerprint;
    private String lastProblem = "";
    /** Applies in a row that did not come to their end. */
    private int failures;

    private long timer = -1;

    /**
     * @param watched what this server watches of a registry
     * @param changed called when Zabbix has been changed
     */
    public ZabbixSync(
            Vertx vertx,
            String server,
            Registry registry,
            UnaryOperator<RegistryContent> watched,
            FleetDesiredState view,
            Provisioner provisioner,
            ProvisionedHosts hosts,
            Limits limits,
            MeterRegistry meters,
            Runnable changed) {
        this.vertx = vertx;
        this.changed = changed;
        this.server = server;
        this.registry = registry;
        this.watched = watched;
        this.view = view;
        this.provisioner = provisioner;
        this.hosts = hosts;
        this.every = limits.every();
        this.removalLimit = limits.removals();
        this.leftOut = new ObjectsLeftOut(server, meters);
        Gauge.builder("moodle_fleet_zabbix_open_changes", open, AtomicInteger::get)
                .tag("server", server)
                .description("Changes that Zabbix still needs after the last apply; -1 when it could not be asked")
                .register(meters);
    }

    public synchronized void start() {
        unsubscribe = registry.onChange(change -> soon());
        soon();
    }

    /** Waits for the apply that is under way. */
    public synchronized Future<Void> stop() {
        stopped = true;
        unsubscribe.run();
        vertx.cancelTimer(timer);
        return running.transform(done -> Future.succeededFuture());
    }

    /** Has Zabbix compared with the registry in a moment. */
    public synchronized void soon() {
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

    private void sync() {
        apply(ZabbixOrder.NONE);
    }

    /**
     * What would be done now; changes nothing.
     *
     * @param adoption whose objects would be taken over
     */
    public Future<PlannedChanges> plan(Adoption adoption) {
        return desired().compose(desired -> plan(desired, adoption));
    }

    private Future<PlannedChanges> plan(Desired desired, Adoption adoption) {
        return provisioner
                .plan(desired.state(), adoption)
                .map(plan -> new PlannedChanges(plan, plan.heldRemovals(desired.removalLimit())));
    }

    /**
     * Has it done after what is being done.
     *
     * @return fails with {@link UnapprovedRemovalsException} when the approval is for others, and then nothing is done
     */
    public synchronized Future<Outcome> apply(ZabbixOrder order) {
        vertx.cancelTimer(timer);
        Future<Outcome> outcome = running.compose(before -> run(order));
        running = outcome.onFailure(this::failed).transform(done -> {
            next(done.succeeded() && done.result().report().failures().isEmpty());
            return Future.succeededFuture();
        });
        return outcome;
    }

    private synchronized Future<Outcome> run(ZabbixOrder order) {
        if (stopped) {
            return Future.failedFuture(new IllegalStateException("the service is being stopped"));
        }
        changedMeanwhile = false;
        return quiet(false).compose(quiet -> desired()).compose(desired -> planAndApply(desired, order));
    }

    /** Zabbix may still be at work on a call of a program that was killed, or on one that it did not answer in time. */
    private Future<Void> quiet(boolean said) {
        return provisioner.busy().compose(left -> {
            if (left.isZero()) {
                return Future.succeededFuture();
            }
            if (isStopped()) {
                return Future.failedFuture(new IllegalStateException("the service is being stopped"));
            }
            if (!said) {
                LOG.atInfo()
                        .addKeyValue("server", server)
                        .addKeyValue("seconds", left.toSeconds())
                        .log("waiting for an earlier call that Zabbix may still be at work on");
            }
            long pause = Math.max(1, Math.min(left.toMillis(), LOOK_AGAIN_MILLIS));
            return vertx.timer(pause, TimeUnit.MILLISECONDS).compose(waited -> quiet(true));
        });
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private void failed(Throwable failure) {
        if (!(failure instanceof UnapprovedRemovalsException)) {
            open.set(-1);
            say("Zabbix cannot be provisioned", String.valueOf(failure.getMessage()));
        }
    }

    private synchronized void next(boolean clean) {
        failures = clean ? 0 : failures + 1;
        if (changedMeanwhile) {
            plan(Duration.ofMillis(SETTLE_MILLIS));
        } else {
            plan(clean ? every : retry());
        }
    }

    /** What Zabbix refuses each time costs it ever less. */
    private Duration retry() {
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(every) < 0 ? pause : every;
    }

    /** @param removalLimit how many objects may be removed unasked */
    private record Desired(DesiredState state, int removalLimit) {}

    private Future<Desired> desired() {
        return registry.tenants()
                .compose(tenants -> registry.instances()
                        .compose(instances ->
                                registry.groups().map(groups -> new RegistryContent(tenants, instances, groups))))
                // of a thousand instances that is a second, in which an event loop would serve nobody
                .compose(all -> vertx.executeBlocking(
                        () -> new Desired(
                                view.of(watched.apply(all)),
                                // one that was emptied by mistake is like one that was lost
                                all.instances().isEmpty() ? 0 : removalLimit),
                        false));
    }

    private Future<Outcome> planAndApply(Desired wanted, ZabbixOrder order) {
        DesiredState desired = wanted.state();
        Set<String> names = desired.hosts().stream().map(DesiredHost::name).collect(Collectors.toSet());
        hosts.want(names);
        return plan(wanted, order.adoption())
                .compose(planned -> order.confirm(registry, planned))
                .map(this::hold)
                .compose(plan -> plan.isEmpty()
                        ? Future.succeededFuture(outcome(desired, plan, NOTHING_DONE))
                        : provisioner
                                .apply(plan)
                                .onComplete(done -> changed.run())
                                .map(done -> outcome(desired, plan, done)))
                .onSuccess(outcome -> hosts.done(done(names, outcome)));
    }

    /** Hosts of which nothing is left to do. */
    private static Set<String> done(Set<String> wanted, Outcome outcome) {
        Set<String> done = new HashSet<>(wanted);
        outcome.report()
                .failures()
                .forEach(failure -> done.remove(failure.change().name()));
        outcome.leftOut().forEach(one -> done.remove(one.object().name()));
        return done;
    }

    /** A registry that was lost or pruned by mistake must not take the hosts and their history along. */
    private Plan hold(PlannedChanges planned) {
        heldRemovals = planned.held().size();
        heldFingerprint = planned.fingerprint();
        return planned.unasked();
    }

    private Outcome outcome(DesiredState desired, Plan plan, ApplyReport done) {
        done.applied()
                .forEach(change -> LOG.atInfo()
                        .addKeyValue("server", server)
                        .addKeyValue("change", change.describe())
                        .log("Zabbix was changed"));
        List<LeftOut> all = new ArrayList<>(plan.leftOut());
        done.failures()
                .forEach(failure -> all.add(new LeftOut(
                        failure.change().object(),
                        desired.owner(failure.change().object()),
                        ShortName.start(failure.change().describe() + ": " + failure.reason(), LONGEST_CAUSE))));
        leftOut.are(all);
        report(plan, all.size());
        return new Outcome(done, plan.conflicts(), plan.leftOut(), heldRemovals, heldFingerprint);
    }

    private void report(Plan plan, int failures) {
        open.set((int) (failures + plan.conflicts().size() + heldRemovals));
        if (heldRemovals > 0) {
            say(
                    "removals in Zabbix are held: look at them with 'moodle-fleet plan', then approve them with"
                            + " 'moodle-fleet apply --approve FINGERPRINT'",
                    heldRemovals + " removals, the fingerprint " + heldFingerprint);
        } else {
            say("Zabbix holds what is in the way", ShortName.start(String.join("; ", plan.conflicts()), LONGEST_CAUSE));
        }
    }

    /** Says a problem once, not at every try. */
    private void say(String problem, String cause) {
        if (!cause.equals(lastProblem) && !cause.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("server", server)
                    .addKeyValue("cause", cause)
                    .log(problem);
        }
        lastProblem = cause;
    }
}
