package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.GROUP;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Members;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.RegistryChange.OfGroup;
import org.moodlefleet.registry.store.GroupTable;
import org.moodlefleet.registry.store.InstanceTable;

/** Changes of groups in a transaction. */
final class GroupChanges {

    private final GroupTable groups;
    private final InstanceTable instances;
    private final Owners owners;
    private final TransactionLog log;

    GroupChanges(GroupTable groups, InstanceTable instances, Owners owners, TransactionLog log) {
        this.groups = groups;
        this.instances = instances;
        this.owners = owners;
        this.log = log;
    }

    /** Creates or replaces. */
    Future<Written<Group>> put(Group wanted, Precondition precondition) {
        return owners.require(wanted.tenant())
                .compose(owner -> requireMembers(wanted))
                .compose(members -> groups.find(wanted.tenant(), wanted.id()))
                .compose(found -> {
                    precondition.check(name(wanted), found.map(Group::version));
                    Group before = found.orElse(null);
                    if (before != null && before.equals(wanted.withVersion(before.version()))) {
                        // it may have lost a member earlier in this transaction
                        return before.version() == log.revision()
                                ? Future.succeededFuture(new Written<>(Outcome.CHANGED, before))
                                : TransactionLog.unchanged(before);
                    }
                    Group now = wanted.withVersion(log.revision());
                    Future<Void> write = before == null ? groups.insert(now) : groups.update(now);
                    return write.map(done -> log.written(new OfGroup(TransactionLog.kind(before), before, now), now));
                });
    }

    /** The group also leaves the groups that it is in. */
    Future<Void> remove(String tenant, String id, Precondition precondition) {
        return log.requireOwn(tenant).compose(own -> groups.find(tenant, id)).compose(found -> {
            Group group = found.orElseThrow(() -> RefusedException.notFound(GROUP.with(tenant, id)));
            precondition.check(name(group), Optional.of(group.version()));
            return leave(group)
                    .compose(done -> groups.delete(tenant, id))
                    .onSuccess(done -> log.changed(new OfGroup(Kind.REMOVED, group, group)));
        });
    }

    private Future<Void> requireMembers(Group group) {
        if (group.members().crossTenants()) {
            return instances.ids(group.tenant()).map(own -> GroupMembers.requireOperator(log.caller(), own));
        }
        if (group.members() instanceof Members.Listed listed) {
            return instances
                    .ids(group.tenant())
                    .map(ids -> GroupMembers.requireInstances(group, listed, Set.copyOf(ids)));
        }
        return group.members() instanceof Members.Nested nested
                ? groups.of(group.tenant()).map(all -> GroupMembers.requireGroups(group, nested, all))
                : Future.succeededFuture();
    }

    Future<Void> leave(Instance instance) {
        return leave(
                instance.tenant(),
                members -> members instanceof Members.Listed listed
                                && listed.instances().contains(instance.id())
                        ? listed.without(instance.id())
                        : members);
    }

    private Future<Void> leave(Group gone) {
        return leave(
                gone.tenant(),
                members -> members instanceof Members.Nested nested
                                && nested.groups().contains(gone.id())
                        ? nested.without(gone.id())
                        : members);
    }

    private Future<Void> leave(String tenant, UnaryOperator<Members> left) {
        return groups.of(tenant).compose(all -> {
            Future<Void> done = Future.succeededFuture();
            for (Group group : all) {
                Members members = left.apply(group.members());
                if (!members.equals(group.members())) {
                    Group now = group.withMembers(members).withVersion(log.revision());
                    done = done.compose(next -> groups.update(now))
                            .onSuccess(next -> log.changed(new OfGroup(Kind.CHANGED, group, now)));
                }
            }
            return done;
        });
    }

    Future<Void> removeAll(String tenant) {
        return groups.of(tenant).compose(all -> {
            Future<Void> done = Future.succeededFuture();
            for (Group group : all) {
                done = done.compose(next -> remove(tenant, group.id(), Precondition.NONE));
            }
            return done;
        });
    }

    private static Message name(Group group) {
        return GROUP.with(group.tenant(), group.id());
    }
}
