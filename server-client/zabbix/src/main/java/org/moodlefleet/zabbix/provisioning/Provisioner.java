package org.moodlefleet.zabbix.provisioning;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.provisioning.apply.ApplyReport;
import org.moodlefleet.zabbix.provisioning.apply.PlanApplier;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.current.CurrentStateReader;
import org.moodlefleet.zabbix.provisioning.mapping.NewPassword;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.ownership.OwnedObject;
import org.moodlefleet.zabbix.provisioning.ownership.OwnershipStore;
import org.moodlefleet.zabbix.provisioning.plan.AccountPlanner;
import org.moodlefleet.zabbix.provisioning.plan.HostPlanner;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.plan.PlanDraft;
import org.moodlefleet.zabbix.provisioning.plan.Planner;
import org.moodlefleet.zabbix.provisioning.plan.ResourcePlanner;
import org.moodlefleet.zabbix.provisioning.plan.WidgetPlanner;
import org.moodlefleet.zabbix.provisioning.plan.Widgets;
import org.moodlefleet.zabbix.provisioning.state.CurrentState;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.unfinished.CallJournal;
import org.moodlefleet.zabbix.provisioning.unfinished.EarlierCalls;

/**
 * Compares what should be in Zabbix with what is, and brings it there. Plans and applies run one after the other in a
 * worker lane of their own; a failed Future carries the {@link org.moodlefleet.zabbix.api.ZabbixApiException}.
 */
public final class Provisioner {

    /** How long a host that is no longer wanted stays, disabled, with its history. */
    public static final Duration DEFAULT_GRACE = Duration.ofDays(7);

    /** Executors of one name share their thread, and servers shall not wait for each other. */
    private static final AtomicInteger LANES = new AtomicInteger();

    private final ProvisioningCalls calls;
    private final OwnerMark mark;
    private final Duration removalGrace;
    private final Clock clock;
    private final Optional<Widgets> widgets;
    private final WorkerExecutor lane;
    private final EarlierCalls earlier;
    private int readings;

    /**
     * @param removalGrace {@link #DEFAULT_GRACE} or another; zero deletes at once
     * @param clock tells when the grace time is over
     */
    public Provisioner(Vertx vertx, ZabbixApi api, OwnerMark mark, Duration removalGrace, Clock clock) {
        this(vertx, api, mark, removalGrace, clock, Optional.empty());
    }

    /**
     * @param removalGrace {@link #DEFAULT_GRACE} or another; zero deletes at once
     * @param clock tells when the grace time is over
     * @param widgets empty: the front end's widgets are not looked at
     */
    public Provisioner(
            Vertx vertx, ZabbixApi api, OwnerMark mark, Duration removalGrace, Clock clock, Optional<Widgets> widgets) {
        this(vertx, api, mark, removalGrace, clock, widgets, CallJournal.inMemory());
    }

    /**
     * @param removalGrace {@link #DEFAULT_GRACE} or another; zero deletes at once
     * @param clock tells when the grace time is over
     * @param widgets empty: the front end's widgets are not looked at
     * @param journal tells of a call that Zabbix may still be at work on, see {@link #busy}
     */
    public Provisioner(
            Vertx vertx,
            ZabbixApi api,
            OwnerMark mark,
            Duration removalGrace,
            Clock clock,
            Optional<Widgets> widgets,
            CallJournal journal) {
        this.calls = new ProvisioningCalls(api, journal, clock);
        this.earlier = new EarlierCalls(journal, clock, calls::hasMade);
        this.mark = mark;
        this.removalGrace = removalGrace;
        this.clock = clock;
        this.widgets = widgets;
        this.lane = vertx.createSharedWorkerExecutor(
                "zabbix-provisioning-" + LANES.incrementAndGet(), 1, 1, TimeUnit.HOURS);
    }

    /**
     * How long Zabbix may still be at work on a call that was not answered, or whose program was killed: a plan that is
     * made before may make the same objects again. Zero when it is not.
     */
    public Future<Duration> busy() {
        return lane.executeBlocking(earlier::left, false);
    }

    /** What has to be done; changes nothing. */
    public Future<Plan> plan(DesiredState desired) {
        return plan(desired, Adoption.NONE);
    }

    /**
     * What has to be done; changes nothing.
     *
     * @param adoption whose objects are to become ours
     */
    public Future<Plan> plan(DesiredState desired, Adoption adoption) {
        return lane.executeBlocking(
                () -> {
                    CurrentStateReader reader = new CurrentStateReader(calls, mark, adoption, readings++);
                    CurrentState current = reader.read(desired);
                    Instant now = clock.instant();
                    PlanDraft draft = new PlanDraft(desired::owner);
                    draft.add(new Plan(List.of(), List.of(), desired.leftOut()));
                    reader.doubles().forEach(twice -> draft.add(Plan.of(twice)));
                    List<ResourcePlanner> resources = new ArrayList<>();
                    resources.add(new HostPlanner(desired, current, mark, removalGrace, now));
                    resources.add(new AccountPlanner(calls, mark, desired, adoption, removalGrace, now));
                    widgets.ifPresent(known -> resources.add(new WidgetPlanner(calls, mark, known)));
                    return new Planner(draft).plan(resources);
                },
                false);
    }

    /**
     * Does it. What failed is in the report; the Future fails only when Zabbix cannot be asked at all.
     *
     * @param plan not too old: hosts that have lost our mark since are left alone, but what is wanted is taken from it
     */
    public Future<ApplyReport> apply(Plan plan) {
        return lane.executeBlocking(() -> new PlanApplier(calls, mark, plan).run(), false);
    }

    /**
     * Sets a new password for a user of ours. The only place where one is seen: show it once and keep it nowhere.
     *
     * @return empty when there is no such user, or it is not ours
     */
    public Future<Optional<String>> newPassword(String login) {
        return lane.executeBlocking(
                () -> {
                    OwnedObject note =
                            OwnershipStore.read(calls, mark).of(ObjectKind.USER).get(login);
                    if (note == null || note.id().isEmpty() || note.removedAt() > 0) {
                        return Optional.empty();
                    }
                    String password = NewPassword.random();
                    calls.call("user.update", Map.of("userid", note.id(), "passwd", password));
                    return Optional.of(password);
                },
                false);
    }

    /** Lets go of the worker lane. */
    public Future<Void> close() {
        return lane.close();
    }
}
