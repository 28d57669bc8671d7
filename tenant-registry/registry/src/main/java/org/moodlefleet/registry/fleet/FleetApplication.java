package org.moodlefleet.registry.fleet;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.InstanceDraft;
import org.moodlefleet.registry.Outcome;
import org.moodlefleet.registry.Precondition;
import org.moodlefleet.registry.RefusedException;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.RegistryTransaction;
import org.moodlefleet.registry.Written;
import org.moodlefleet.registry.fleet.FleetChange.Type;

/** Makes the registry equal to documents, all or nothing. Applying the same document again changes nothing. */
public final class FleetApplication {

    private final RegistryTransaction transaction;
    private final List<FleetChange> changes = new ArrayList<>();

    private FleetApplication(RegistryTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Applies a whole fleet.
     *
     * @param caller who asks for it
     * @param prune whether tenants, instances and groups that the drafts do not name are removed
     * @param dryRun whether nothing is kept
     * @return what becomes of each object, in the order of the work; fails with {@link RefusedException}
     */
    public static Future<List<FleetChange>> apply(
            Registry registry, Caller caller, List<TenantDraft> drafts, boolean prune, boolean dryRun) {
        Function<RegistryTransaction, Future<List<FleetChange>>> work = applying(drafts, prune);
        return dryRun ? registry.dryRun(caller, work) : registry.change(caller, work);
    }

    /** The work of {@link #apply}, for a transaction of the caller's choice. */
    public static Function<RegistryTransaction, Future<List<FleetChange>>> applying(
            List<TenantDraft> drafts, boolean prune) {
        return transaction -> new FleetApplication(transaction).fleet(drafts, prune);
    }

    /**
     * Creates or replaces one tenant with what its draft names; nothing is removed.
     *
     * @param precondition on the tenant itself
     */
    public static Function<RegistryTransaction, Future<Written<Tenant>>> onboarding(
            TenantDraft draft, Precondition precondition) {
        return transaction -> new FleetApplication(transaction).tenant(draft, precondition);
    }

    /** What {@link #onboarding} would do, without doing it. */
    public static Future<List<FleetChange>> rehearseOnboarding(
            Registry registry, Caller caller, TenantDraft draft, Precondition precondition) {
        return registry.dryRun(caller, transaction -> {
            FleetApplication application = new FleetApplication(transaction);
            return application.tenant(draft, precondition).map(done -> List.copyOf(application.changes));
        });
    }

    private Future<List<FleetChange>> fleet(List<TenantDraft> drafts, boolean prune) {
        Future<Void> pruned = prune ? pruneTenants(drafts) : Future.succeededFuture();
        return pruned.compose(done -> inTurn(drafts, draft -> tenant(draft, Precondition.NONE)))
                .map(done -> List.copyOf(changes));
    }

    private Future<Written<Tenant>> tenant(TenantDraft draft, Precondition precondition) {
        Tenant tenant = draft.tenant();
        return at(draft::pointer, transaction.put(tenant, precondition)).compose(written -> {
            note(Type.TENANT, tenant.id(), tenant.id(), written.outcome());
            return inTurn(draft.instances(), instance -> instance(draft, instance))
                    .compose(done -> inTurn(NestedFirst.of(draft.groups()), group -> group(draft, group)))
                    .map(written);
        });
    }

    private Future<Void> instance(TenantDraft owner, InstanceDraft draft) {
        Instance instance = draft.instance();
        return at(
                        () -> owner.pointer() + "/instances/"
                                + owner.instances().indexOf(draft),
                        transaction.put(draft, Precondition.NONE))
                .map(written -> note(Type.INSTANCE, instance.tenant(), instance.id(), written.outcome()));
    }

    private Future<Void> group(TenantDraft owner, Group group) {
        return at(
                        () -> owner.pointer() + "/groups/" + owner.groups().indexOf(group),
                        transaction.put(group, Precondition.NONE))
                .map(written -> note(Type.GROUP, group.tenant(), group.id(), written.outcome()));
    }

    /** Before anything is written, so that a removed instance's host name is free for another. */
    private Future<Void> pruneTenants(List<TenantDraft> drafts) {
        Map<String, TenantDraft> wanted =
                drafts.stream().collect(Collectors.toMap(draft -> draft.tenant().id(), Function.identity()));
        return transaction
                .tenants()
                .compose(stored -> inTurn(
                        stored,
                        tenant -> wanted.containsKey(tenant.id())
                                ? pruneWithin(wanted.get(tenant.id()))
                                : transaction
                                        .removeTenant(tenant.id(), true, Precondition.NONE)
                                        .map(done -> note(Type.TENANT, tenant.id(), tenant.id(), Outcome.REMOVED))));
    }

    private Future<Void> pruneWithin(TenantDraft draft) {
        String tenant = draft.tenant().id();
        Set<String> groups = draft.groups().stream().map(Group::id).collect(Collectors.toSet());
        Set<String> instances =
                draft.instances().stream().map(kept -> kept.instance().id()).collect(Collectors.toSet());
        return transaction
                .groups(tenant)
                .map(stored -> absent(stored.stream().map(Group::id).toList(), groups))
                .compose(gone -> inTurn(
                        gone,
                        id -> transaction
                                .removeGroup(tenant, id, Precondition.NONE)
                                .map(done -> note(Type.GROUP, tenant, id, Outcome.REMOVED))))
                .compose(done -> transaction.instanceIds(tenant))
                .map(stored -> absent(stored, instances))
                .compose(gone -> inTurn(
                        gone,
                        id -> transaction
                                .removeInstance(tenant, id, Precondition.NONE)
                                .map(done -> note(Type.INSTANCE, tenant, id, Outcome.REMOVED))));
    }

    private Void note(Type type, String tenant, String id, Outcome outcome) {
        changes.add(new FleetChange(type, tenant, id, outcome));
        return null;
    }

    private static List<String> absent(List<String> stored, Set<String> wanted) {
        return stored.stream().filter(id -> !wanted.contains(id)).toList();
    }

    private static <T> Future<Void> inTurn(List<T> items, Function<T, Future<?>> step) {
        Future<Void> done = Future.succeededFuture();
        for (T item : items) {
            done = done.compose(next -> step.apply(item)).mapEmpty();
        }
        return done;
    }

    /** Faults of one object, pointed at in the whole document. */
    private static <T> Future<T> at(Supplier<String> pointer, Future<T> step) {
        return step.recover(cause ->
                Future.failedFuture(cause instanceof RefusedException refused ? refused.within(pointer.get()) : cause));
    }
}
