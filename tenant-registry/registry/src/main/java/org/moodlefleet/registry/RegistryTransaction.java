package org.moodlefleet.registry;

import static org.moodlefleet.model.message.ModelMessage.IS_MISSING;
import static org.moodlefleet.registry.message.RegistryMessage.ACCOUNT_OF_ANOTHER_TENANT;
import static org.moodlefleet.registry.message.RegistryMessage.GROUP;
import static org.moodlefleet.registry.message.RegistryMessage.HOST_OF_ANOTHER_INSTANCE;
import static org.moodlefleet.registry.message.RegistryMessage.INSTANCE;
import static org.moodlefleet.registry.message.RegistryMessage.IS_NO_ZABBIX_SERVER;
import static org.moodlefleet.registry.message.RegistryMessage.IS_TAKEN;
import static org.moodlefleet.registry.message.RegistryMessage.LEAVE_SERVER_OUT;
import static org.moodlefleet.registry.message.RegistryMessage.TENANT;
import static org.moodlefleet.registry.message.RegistryMessage.TENANT_HAS_INSTANCES;
import static org.moodlefleet.registry.message.RegistryMessage.TOKEN;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_HOST;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_LOGIN;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_A_PASSWORD_SOURCE;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ONE_OF_SERVERS;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.RegistryContent;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.TenantUser;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.RegistryChange.OfGroup;
import org.moodlefleet.registry.RegistryChange.OfInstance;
import org.moodlefleet.registry.RegistryChange.OfTenant;
import org.moodlefleet.registry.store.AuditTable;
import org.moodlefleet.registry.store.GroupTable;
import org.moodlefleet.registry.store.InstanceTable;
import org.moodlefleet.registry.store.InstanceTable.Stored;
import org.moodlefleet.registry.store.PasswordCipher;
import org.moodlefleet.registry.store.TenantTable;
import org.moodlefleet.registry.store.TokenTable;

/**
 * Changes that take place together or not at all. Every method fails with {@link RefusedException}, whose pointers
 * start at the document of the one object; call them one after the other.
 */
public final class RegistryTransaction {

    private final TenantTable tenants;
    private final InstanceTable instances;
    private final GroupTable groups;
    private final TokenTable tokens;
    private final AuditTable audit;
    private final Caller caller;
    private final Set<String> servers;
    private final long revision;
    private final AuditTrail trail;
    private final List<RegistryChange> changes = new ArrayList<>();

    /** @param servers names of the Zabbix servers besides the default one */
    RegistryTransaction(SqlClient connection, PasswordCipher box, long revision, Caller caller, Set<String> servers) {
        this.servers = servers;
        this.tokens = new TokenTable(connection);
        this.audit = new AuditTable(connection);
        this.caller = caller;
        this.trail = new AuditTrail(caller, revision);
        this.tenants = new TenantTable(connection);
        this.instances = new InstanceTable(connection, box);
        this.groups = new GroupTable(connection);
        this.revision = revision;
    }

    public Future<List<Tenant>> tenants() {
        return tenants.page("", Integer.MAX_VALUE);
    }

    Future<RegistryContent> content() {
        return tenants()
                .compose(owners -> instances
                        .all()
                        .compose(sites -> groups.all().map(sets -> new RegistryContent(owners, sites, sets))));
    }

    public Future<List<String>> instanceIds(String tenant) {
        return instances.ids(tenant);
    }

    public Future<List<Group>> groups(String tenant) {
        return groups.of(tenant);
    }

    /** Creates or replaces. */
    public Future<Written<Tenant>> put(Tenant wanted, Precondition precondition) {
        return requireOwn(wanted.id()).compose(own -> tenants.find(wanted.id())).compose(found -> {
            precondition.check(TENANT.with(wanted.id()), found.map(Tenant::version));
            Tenant before = found.orElse(null);
            if (before != null && before.equals(wanted.withVersion(before.version()))) {
                return unchanged(before);
            }
            if (before == null || !Objects.equals(before.zabbix(), wanted.zabbix())) {
                requireServer(wanted.zabbix());
            }
            Tenant now = wanted.withVersion(revision);
            return requireFreeLogins(wanted)
                    .compose(free -> before == null ? tenants.insert(now) : tenants.update(now))
                    .map(done -> written(new OfTenant(kind(before), before, now), now));
        });
    }

    private void requireServer(String zabbix) {
        if (zabbix != null && !servers.contains(zabbix)) {
            Message hint = servers.isEmpty()
                    ? LEAVE_SERVER_OUT
                    : WRITE_ONE_OF_SERVERS.with(String.join(", ", new TreeSet<>(servers)));
            throw RefusedException.invalid(List.of(new Violation("/zabbix", IS_NO_ZABBIX_SERVER, hint)));
        }
    }

    /** Zabbix has one list of accounts. */
    private Future<Void> requireFreeLogins(Tenant wanted) {
        return wanted.users().isEmpty()
                ? Future.succeededFuture()
                : tenants().map(all -> {
                    all.stream()
                            .filter(tenant -> !tenant.id().equals(wanted.id()))
                            .flatMap(tenant -> tenant.users().stream())
                            .forEach(other -> requireOther(wanted, other));
                    return null;
                });
    }

    private static void requireOther(Tenant wanted, TenantUser other) {
        for (int i = 0; i < wanted.users().size(); i++) {
            TenantUser user = wanted.users().get(i);
            if (user.hasSameLogin(other)) {
                throw RefusedException.conflict(
                        ACCOUNT_OF_ANOTHER_TENANT.with(user.login()),
                        new Violation("/users/" + i + "/login", IS_TAKEN, WRITE_ANOTHER_LOGIN));
            }
        }
    }

    /** @param cascade whether its instances go too; without, a tenant that has some is not removed */
    public Future<Void> removeTenant(String id, boolean cascade, Precondition precondition) {
        return requireOwn(id).compose(own -> tenants.find(id)).compose(found -> {
            Tenant tenant = found.orElseThrow(() -> RefusedException.notFound(TENANT.with(id)));
            precondition.check(TENANT.with(id), Optional.of(tenant.version()));
            return removeGroups(id)
                    .compose(done -> removeInstances(id, cascade))
                    .compose(done -> removeTokens(id))
                    .compose(done -> tenants.delete(id))
                    .onSuccess(done -> changed(new OfTenant(Kind.REMOVED, tenant, tenant)));
        });
    }

    /** Creates or replaces. */
    public Future<Written<Instance>> put(InstanceDraft draft, Precondition precondition) {
        Instance wanted = draft.instance();
        return requireTenant(wanted.tenant())
                .compose(owner -> instances.findWithPassword(wanted.tenant(), wanted.id()))
                .compose(found -> {
                    Instance before = found.map(Stored::instance).orElse(null);
                    precondition.check(name(wanted), Optional.ofNullable(before).map(Instance::version));
                    SecretGuard.check(caller, draft, found);
                    PlaceGuard.check(caller, draft, before);
                    Stored now = merged(draft, found);
                    if (found.isPresent() && found.get().equals(now)) {
                        return unchanged(before);
                    }
                    return requireClient(wanted, before)
                            .compose(client -> requireFreeHost(wanted, before))
                            .compose(free -> write(found, now));
                });
    }

    /** The instance also leaves the groups that list it. */
    public Future<Void> removeInstance(String tenant, String id, Precondition precondition) {
        return requireOwn(tenant).compose(own -> instances.find(tenant, id)).compose(found -> {
            Instance instance = found.orElseThrow(() -> RefusedException.notFound(INSTANCE.with(tenant, id)));
            precondition.check(name(instance), Optional.of(instance.version()));
            return leaveGroups(instance)
                    .compose(done -> instances.delete(tenant, id))
                    .onSuccess(done -> changed(new OfInstance(Kind.REMOVED, instance, instance)));
        });
    }

    /** Creates or replaces. */
    public Future<Written<Group>> put(Group wanted, Precondition precondition) {
        return requireTenant(wanted.tenant())
                .compose(owner -> requireMembers(wanted))
                .compose(members -> groups.find(wanted.tenant(), wanted.id()))
                .compose(found -> {
                    precondition.check(name(wanted), found.map(Group::version));
                    Group before = found.orElse(null);
                    if (before != null && before.equals(wanted.withVersion(before.version()))) {
                        // it may have lost a member earlier in this transaction
                        return before.version() == revision
                                ? Future.succeededFuture(new Written<>(Outcome.CHANGED, before))
                                : unchanged(before);
                    }
                    Group now = wanted.withVersion(revision);
                    Future<Void> write = before == null ? groups.insert(now) : groups.update(now);
                    return write.map(done -> written(new OfGroup(kind(before), before, now), now));
                });
    }

    /** The group also leaves the groups that it is in. */
    public Future<Void> removeGroup(String tenant, String id, Precondition precondition) {
        return requireOwn(tenant).compose(own -> groups.find(tenant, id)).compose(found -> {
            Group group = found.orElseThrow(() -> RefusedException.notFound(GROUP.with(tenant, id)));
            precondition.check(name(group), Optional.of(group.version()));
            return leaveGroups(group)
                    .compose(done -> groups.delete(tenant, id))
                    .onSuccess(done -> changed(new OfGroup(Kind.REMOVED, group, group)));
        });
    }

    /** A token that depends on no other. */
    public Future<AccessToken> addToken(AccessToken token, String digest) {
        return addToken(token, digest, null);
    }

    /**
     * @param digest of the secret that goes with it
     * @param parent id of the token that it is made with, and revoked with; null for none
     */
    public Future<AccessToken> addToken(AccessToken token, String digest, String parent) {
        Future<?> owner = token.tenant() == null ? Future.succeededFuture() : requireTenant(token.tenant());
        return owner.compose(found -> requireParent(parent))
                .compose(alive -> tokens.deleteExpired(token.created()))
                .compose(tidy -> TokenBounds.require(tokens, token))
                .compose(room -> tokens.insert(token, digest, parent))
                .map(done -> {
                    trail.note(Kind.ADDED, token);
                    return token;
                });
    }

    /** It may have been revoked since it was shown. */
    private Future<Void> requireParent(String parent) {
        return parent == null
                ? Future.succeededFuture()
                : tokens.find(parent).map(found -> {
                    found.orElseThrow(() -> RefusedException.notFound(TOKEN.with(parent)));
                    return null;
                });
    }

    /** Those that were made with it go too, and those that were made with them. */
    public Future<Void> removeToken(AccessToken token) {
        return tokens.children(token.id())
                .compose(children -> {
                    Future<Void> done = Future.succeededFuture();
                    for (AccessToken child : children) {
                        done = done.compose(next -> removeToken(child));
                    }
                    return done;
                })
                .compose(done -> tokens.delete(token.id()))
                .onSuccess(done -> trail.note(Kind.REMOVED, token));
    }

    /** Changes nothing here: the audit log says who has approved what. */
    public Future<Void> approve(Approval approval) {
        trail.note(approval);
        return Future.succeededFuture();
    }

    /**
     * Changes nothing here: the audit log says who has had what another registry made in Zabbix taken over.
     *
     * @param which registries, as the caller named them
     * @param taken one line each
     */
    public Future<Void> noteAdoption(String which, List<String> taken) {
        trail.noteAdoption(which, taken);
        return Future.succeededFuture();
    }

    /** Changes nothing here: the audit log says who has had a password made for whom. */
    public Future<Void> notePassword(String tenant, String login) {
        trail.notePassword(tenant, login);
        return Future.succeededFuture();
    }

    /** Before the transaction ends: what it has changed, and who has asked for it. */
    Future<Void> writeAudit() {
        return audit.insert(trail.entries());
    }

    long revision() {
        return revision;
    }

    List<RegistryChange> changes() {
        return List.copyOf(changes);
    }

    private Future<Tenant> requireTenant(String id) {
        return requireOwn(id)
                .compose(own -> tenants.find(id))
                .map(found -> found.orElseThrow(() -> RefusedException.notFound(TENANT.with(id))));
    }

    /** To a caller of one tenant no other exists. */
    private Future<Void> requireOwn(String tenant) {
        return caller.sees(tenant)
                ? Future.succeededFuture()
                : Future.failedFuture(RefusedException.notFound(TENANT.with(tenant)));
    }

    private Stored merged(InstanceDraft draft, Optional<Stored> found) {
        Instance wanted = draft.instance();
        if (found.isEmpty()) {
            if (draft.password() == null) {
                Message hint = WRITE_A_PASSWORD_SOURCE;
                throw RefusedException.invalid(List.of(new Violation("/database/password", IS_MISSING, hint)));
            }
            return new Stored(wanted.withVersion(revision), draft.password());
        }
        Stored before = found.get();
        Stored same = new Stored(
                wanted.withVersion(before.instance().version()),
                draft.password() == null ? before.password() : draft.password());
        return same.equals(before) ? before : new Stored(wanted.withVersion(revision), same.password());
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
        RegistryChange change = new OfInstance(kind(before), before, now.instance());
        Future<Void> write = before == null ? instances.insert(now) : instances.update(now);
        return write.map(done -> {
            changes.add(change);
            trail.note(change, newPassword);
            return new Written<>(outcome(change), now.instance());
        });
    }

    private Future<Void> requireMembers(Group group) {
        if (group.members().crossTenants()) {
            return instances.ids(group.tenant()).map(own -> GroupMembers.requireOperator(caller, own));
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

    private Future<Void> leaveGroups(Instance instance) {
        return leaveGroups(
                instance.tenant(),
                members -> members instanceof Members.Listed listed
                                && listed.instances().contains(instance.id())
                        ? listed.without(instance.id())
                        : members);
    }

    private Future<Void> leaveGroups(Group gone) {
        return leaveGroups(
                gone.tenant(),
                members -> members instanceof Members.Nested nested
                                && nested.groups().contains(gone.id())
                        ? nested.without(gone.id())
                        : members);
    }

    private Future<Void> leaveGroups(String tenant, UnaryOperator<Members> left) {
        return groups.of(tenant).compose(all -> {
            Future<Void> done = Future.succeededFuture();
            for (Group group : all) {
                Members members = left.apply(group.members());
                if (!members.equals(group.members())) {
                    Group now = group.withMembers(members).withVersion(revision);
                    done = done.compose(next -> groups.update(now))
                            .onSuccess(next -> changed(new OfGroup(Kind.CHANGED, group, now)));
                }
            }
            return done;
        });
    }

    private Future<Void> removeGroups(String tenant) {
        return groups.of(tenant).compose(all -> {
            Future<Void> done = Future.succeededFuture();
            for (Group group : all) {
                done = done.compose(next -> removeGroup(tenant, group.id(), Precondition.NONE));
            }
            return done;
        });
    }

    private Future<Void> removeInstances(String tenant, boolean cascade) {
        return instances.ids(tenant).compose(ids -> {
            if (!ids.isEmpty() && !cascade) {
                throw RefusedException.conflict(TENANT_HAS_INSTANCES.with(tenant, ids.size()));
            }
            Future<Void> done = Future.succeededFuture();
            for (String id : ids) {
                done = done.compose(next -> removeInstance(tenant, id, Precondition.NONE));
            }
            return done;
        });
    }

    /** Else a later tenant of this name would be open to them. */
    private Future<Void> removeTokens(String tenant) {
        return tokens.page(tenant, "", 1)
                .compose(next -> next.isEmpty()
                        ? Future.succeededFuture()
                        : removeToken(next.get(0)).compose(removed -> removeTokens(tenant)));
    }

    private <T> Written<T> written(RegistryChange change, T now) {
        changed(change);
        return new Written<>(outcome(change), now);
    }

    private void changed(RegistryChange change) {
        changes.add(change);
        trail.note(change);
    }

    private static Outcome outcome(RegistryChange change) {
        return change.kind() == Kind.ADDED ? Outcome.CREATED : Outcome.CHANGED;
    }

    private static <T> Future<Written<T>> unchanged(T stored) {
        return Future.succeededFuture(new Written<>(Outcome.UNCHANGED, stored));
    }

    private static Kind kind(Object before) {
        return before == null ? Kind.ADDED : Kind.CHANGED;
    }

    private static Message name(Instance instance) {
        return INSTANCE.with(instance.tenant(), instance.id());
    }

    private static Message name(Group group) {
        return GROUP.with(group.tenant(), group.id());
    }
}
