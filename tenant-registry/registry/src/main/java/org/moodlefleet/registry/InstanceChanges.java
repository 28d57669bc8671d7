package org.moodlefleet.registry;

import static org.moodlefleet.model.message.ModelMessage.IS_MISSING;
import static org.moodlefleet.registry.message.RegistryMessage.HOST_OF_ANOTHER_INSTANCE;
import static org.moodlefleet.registry.message.RegistryMessage.INSTANCE;
import static org.moodlefleet.registry.message.RegistryMessage.IS_TAKEN;
import static org.moodlefleet.registry.message.RegistryMessage.TENANT_HAS_INSTANCES;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_HOST;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_A_PASSWORD_SOURCE;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Instance;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.RegistryChange.OfInstance;
import org.moodlefleet.registry.store.GroupTable;
import org.moodlefleet.registry.store.InstanceTable;
import org.moodlefleet.registry.store.InstanceTable.Stored;

/** Changes of instances in a transaction. */
final class InstanceChanges {

    private final InstanceTable instances;
    private final GroupTable groups;
    private final GroupChanges groupChanges;
    private final Owners owners;
    private final TransactionLog log;

    InstanceChanges(
            InstanceTable instances, GroupTable groups, GroupChanges groupChanges, Owners owners, TransactionLog log) {
        this.instances = instances;
        this.groups = groups;
        this.groupChanges = groupChanges;
        this.owners = owners;
        this.log = log;
    }

    /** Creates or replaces. */
    Future<Written<Instance>> put(InstanceDraft draft, Precondition precondition) {
        Instance wanted = draft.instance();
        return owners.require(wanted.tenant())
                .compose(owner -> instances.findWithPassword(wanted.tenant(), wanted.id()))
                .compose(found -> {
                    Instance before = found.map(Stored::instance).orElse(null);
                    precondition.check(name(wanted), Optional.ofNullable(before).map(Instance::version));
                    SecretGuard.check(log.caller(), draft, found);
                    PlaceGuard.check(log.caller(), draft, before);
                    Stored now = merged(draft, found);
                    if (found.isPresent() && found.get().equals(now)) {
                        return TransactionLog.unchanged(before);
                    }
                    return requireClient(wanted, before)
                            .compose(client -> requireFreeHost(wanted, before))
                            .compose(free -> write(found, now));
                });
    }

    /** The instance also leaves the groups that list it. */
    Future<Void> remove(String tenant, String id, Precondition precondition) {
        return log.requireOwn(tenant).compose(own -> instances.find(tenant, id)).compose(found -> {
            Instance instance = found.orElseThrow(() -> RefusedException.notFound(INSTANCE.with(tenant, id)));
            precondition.check(name(instance), Optional.of(instance.version()));
            return groupChanges
                    .leave(instance)
                    .compose(done -> instances.delete(tenant, id))
                    .onSuccess(done -> log.changed(new OfInstance(Kind.REMOVED, instance, instance)));
        });
    }

    private Stored merged(InstanceDraft draft, Optional<Stored> found) {
        Instance wanted = draft.instance();
        if (found.isEmpty()) {
            if (draft.password() == null) {
                Message hint = WRITE_A_PASSWORD_SOURCE;
                throw RefusedException.invalid(List.of(new Violation("/database/password", IS_MISSING, hint)));
            }
            return new Stored(wanted.withVersion(log.revision()), draft.password());
        }
        Stored before = found.get();
        Stored same = new Stored(
                wanted.withVersion(before.instance().version()),
                draft.password() == null ? before.password() : draft.password());
        return same.equals(before) ? before : new Stored(wanted.withVersion(log.revision()), same.password());
    }

    /** A tenant with groups across tenants stands for the operator, and gets no instances of its own. */
    private Future<Void> requireClient(Instance wanted, Instance before) {
        return before != null
                ? Future.succeededFuture()
                : groups.of(wanted.tenant()).map(GroupMembers::requireOwnMembers);
    }

    private Future<Void> requireFreeHost(Instance wanted, Instance before) {
        if (before != null && before.host().equals(wanted.host())) {
            return Future.succeededFuture();
        }
        return instances.withHostLike(wanted.host()).map(alike -> {
            if (alike.stream().anyMatch(other -> !isSame(other, wanted))) {
                Message hint = WRITE_ANOTHER_HOST;
                throw RefusedException.conflict(
                        HOST_OF_ANOTHER_INSTANCE.with(wanted.host()), new Violation("/host", IS_TAKEN, hint));
            }
            return null;
        });
    }

    private static boolean isSame(Instance one, Instance other) {
        return one.tenant().equals(other.tenant()) && one.id().equals(other.id());
    }

    private Future<Written<Instance>> write(Optional<Stored> found, Stored now) {
        Instance before = found.map(Stored::instance).orElse(null);
        boolean newPassword = found.isPresent() && !found.get().password().equals(now.password());
        RegistryChange change = new OfInstance(TransactionLog.kind(before), before, now.instance());
        Future<Void> write = before == null ? instances.insert(now) : instances.update(now);
        return write.map(done -> log.written(change, now.instance(), newPassword));
    }

    Future<Void> removeAll(String tenant, boolean cascade) {
        return instances.ids(tenant).compose(ids -> {
            if (!ids.isEmpty() && !cascade) {
                throw RefusedException.conflict(TENANT_HAS_INSTANCES.with(tenant, ids.size()));
            }
            Future<Void> done = Future.succeededFuture();
            for (String id : ids) {
                done = done.compose(next -> remove(tenant, id, Precondition.NONE));
            }
            return done;
        });
    }

    private static Message name(Instance instance) {
        return INSTANCE.with(instance.tenant(), instance.id());
    }
}
