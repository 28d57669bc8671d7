package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.GROUP;
import static org.moodlefleet.registry.message.RegistryMessage.INSTANCE;
import static org.moodlefleet.registry.message.RegistryMessage.TENANT;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.model.access.AuditEntry;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Grant;
import org.moodlefleet.model.access.TokenSecret;
import org.moodlefleet.registry.store.AuditTable;
import org.moodlefleet.registry.store.GroupTable;
import org.moodlefleet.registry.store.IdempotencyKeyTable;
import org.moodlefleet.registry.store.InstanceTable;
import org.moodlefleet.registry.store.Keyring;
import org.moodlefleet.registry.store.PasswordCipher;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.RegistryAddress;
import org.moodlefleet.registry.store.RegistryDatabase;
import org.moodlefleet.registry.store.RegistryState;
import org.moodlefleet.registry.store.TenantTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every tenant, instance and group that the operator watches. Reading never waits for writing; what is missing fails
 * with {@link RefusedException}.
 */
public final class Registry {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    /** How late a change of another program is noticed, in milliseconds. */
    private static final long LOOK_EVERY = 2000;

    private final Vertx vertx;
    private final RegistryDatabase database;
    private final PasswordCipher box;
    private final PasswordReader passwords;
    private final Set<String> servers;
    private final TenantTable tenants;
    private final InstanceTable instances;
    private final GroupTable groups;
    private final TokenReader tokens;
    private final AuditTable audit;
    private final IdempotencyKeyTable repeatedCalls;
    private final RegistryState state;
    private final Optional<ExternalChangePoller> others;
    private final WriteLane lane = new WriteLane();
    private final List<Consumer<RegistryChange>> consumers = new CopyOnWriteArrayList<>();

    private volatile boolean closed;

    private Registry(
            Vertx vertx,
            RegistryDatabase database,
            PasswordCipher box,
            PasswordSource passwords,
            Set<String> servers,
            boolean shared) {
        this.servers = Set.copyOf(servers);
        this.vertx = vertx;
        this.database = database;
        this.box = box;
        this.tenants = new TenantTable(database.pool());
        this.instances = new InstanceTable(database.pool(), box);
        this.passwords = new PasswordReader(vertx, instances, box, passwords);
        this.groups = new GroupTable(database.pool());
        this.tokens = new TokenReader(database);
        this.audit = new AuditTable(database.pool());
        this.repeatedCalls = new IdempotencyKeyTable(database.pool());
        this.state = new RegistryState(vertx, box);
        this.others = shared ? Optional.of(new ExternalChangePoller(database.pool(), state, box)) : Optional.empty();
    }

    /** A registry of tenants that are all watched by one Zabbix server. */
    public static Future<Registry> open(
            Vertx vertx, RegistryAddress address, Keyring.Source keys, PasswordSource passwords) {
        return open(vertx, address, keys, passwords, Set.of());
    }

    /**
     * @param keys that stored passwords are encrypted with
     * @param passwords follows those that are references
     * @param servers names of the Zabbix servers that tenants may be bound to, besides the default one
     * @return fails when the registry cannot be opened, or is encrypted with another key
     */
    public static Future<Registry> open(
            Vertx vertx, RegistryAddress address, Keyring.Source keys, PasswordSource passwords, Set<String> servers) {
        return vertx.executeBlocking(() -> new PasswordCipher(keys), false)
                .compose(box -> RegistryDatabase.open(vertx, address).compose(database -> {
                    Registry registry = new Registry(vertx, database, box, passwords, servers, address.shared());
                    return registry.start()
                            .map(registry)
                            .recover(e -> database.close().transform(closed -> Future.failedFuture(e)));
                }));
    }

    private Future<Void> start() {
        return state.claim(database.pool())
                .compose(claimed -> others.map(ExternalChangePoller::start).orElse(Future.succeededFuture()))
                .onSuccess(started -> others.ifPresent(programs -> lookLater()));
    }

    /** By which what is made for this registry elsewhere is known to be its own. */
    public Future<String> identity() {
        return state.identity(database.pool());
    }

    private void lookLater() {
        if (!closed) {
            vertx.setTimer(LOOK_EVERY, timer -> look());
        }
    }

    private void look() {
        if (closed) {
            return;
        }
        lane.submit(() -> others.orElseThrow().look().onSuccess(changes -> changes.forEach(this::tell)))
                .onFailure(e -> LOG.atWarn()
                        .addKeyValue("cause", e.getMessage())
                        .log("cannot poll the registry for changes by other processes"))
                .onComplete(looked -> lookLater());
    }

    public Future<List<Tenant>> tenants() {
        return tenants("", Integer.MAX_VALUE);
    }

    /** @param after id that the page begins behind, empty for the first page */
    public Future<List<Tenant>> tenants(String after, int limit) {
        return tenants.page(after, limit);
    }

    public Future<Tenant> tenant(String id) {
        return tenants.find(id).map(found -> found.orElseThrow(() -> RefusedException.notFound(TENANT.with(id))));
    }

    public Future<List<Instance>> instances() {
        return instances.all();
    }

    /** A page of all tenants' instances in the order of tenant and id; empty texts for the first page. */
    public Future<List<Instance>> instances(String afterTenant, String afterId, int limit) {
        return instances.page(afterTenant, afterId, limit);
    }

    public Future<List<Instance>> instancesOf(String tenant, String after, int limit) {
        return tenant(tenant).compose(found -> instances.pageOf(tenant, after, limit));
    }

    public Future<Instance> instance(String tenant, String id) {
        return instances
                .find(tenant, id)
                .map(found -> found.orElseThrow(() -> RefusedException.notFound(INSTANCE.with(tenant, id))));
    }

    public Future<List<Group>> groups() {
        return groups.all();
    }

    public Future<List<Group>> groupsOf(String tenant, String after, int limit) {
        return tenant(tenant).compose(found -> groups.page(tenant, after, limit));
    }

    public Future<Group> group(String tenant, String id) {
        return groups.find(tenant, id)
                .map(found -> found.orElseThrow(() -> RefusedException.notFound(GROUP.with(tenant, id))));
    }

    /** The instances that belong to a group now, in the order of their ids. */
    public Future<List<Instance>> members(Group group) {
        return groups.of(group.tenant())
                .compose(others -> instances
                        .all()
                        .map(all -> all.stream()
                                .filter(instance -> group.includes(instance, others))
                                .toList()));
    }

    /** Tokens in the order of their ids; of one tenant only, null for all. */
    public Future<List<AccessToken>> tokens(String tenant, String after, int limit) {
        return tokens.page(tenant, after, limit);
    }

    public Future<AccessToken> token(String id) {
        return tokens.find(id);
    }

    /** @return who presents this token; empty when it is wrong, expired or revoked */
    public Future<Optional<Grant>> authenticate(TokenSecret presented) {
        return tokens.authenticate(presented);
    }

    /**
     * The password of the instance's database account, for the moment of connecting.
     *
     * @return fails with {@link org.moodlefleet.registry.store.UnreadableSecretException} when the reference leads
     *     nowhere
     */
    public Future<String> resolvePassword(String tenant, String id) {
        return passwords.resolve(tenant, id);
    }

    /**
     * The password that a draft's account would have: its own, or the one that is stored.
     *
     * @return fails in the same way
     */
    public Future<String> resolvePassword(InstanceDraft draft) {
        return passwords.resolve(draft);
    }

    /** What was changed by whom before this place, newest first; of one tenant only, null for all. */
    public Future<List<AuditEntry>> audit(String tenant, long revision, int position, int limit) {
        return audit.page(tenant, revision, position, limit);
    }

    /** What clients may ask for again. */
    public IdempotencyKeyTable repeatedCalls() {
        return repeatedCalls;
    }

    /** Changes of the program's own. */
    public <T> Future<T> change(Function<RegistryTransaction, Future<T>> work) {
        return change(Caller.PROGRAM, work);
    }

    /**
     * Makes changes in one transaction together with what the audit log says of them, then tells the consumers.
     *
     * @return fails, with nothing changed, when the work fails
     */
    public <T> Future<T> change(Caller caller, Function<RegistryTransaction, Future<T>> work) {
        return lane.submit(() -> database.pool()
                .withTransaction(connection -> begin(connection, caller)
                        .compose(transaction -> work.apply(transaction)
                                .compose(result -> transaction.writeAudit().map(new Done<>(result, transaction)))))
                .compose(done -> toTell(done.transaction()).map(changes -> {
                    changes.forEach(this::tell);
                    return done.result();
                })));
    }

    /** The change is made, whether or not it can be seen what others did before it: that is told later then. */
    private Future<List<RegistryChange>> toTell(RegistryTransaction transaction) {
        return others.map(programs -> programs.after(transaction.revision(), transaction.changes())
                        .otherwise(e -> List.of()))
                .orElseGet(() -> Future.succeededFuture(transaction.changes()));
    }

    /** Makes changes, then takes them back: the result is what {@link #change} would give. */
    public <T> Future<T> dryRun(Caller caller, Function<RegistryTransaction, Future<T>> work) {
        return lane.submit(() -> database.pool()
                .withConnection(connection -> connection
                        .begin()
                        .compose(open -> begin(connection, caller).compose(work).eventually(open::rollback))));
    }

    /** Makes changes, looks at what the registry would hold then, and takes them back. */
    public <T> Future<DryRun<T>> dryRunWhole(Caller caller, Function<RegistryTransaction, Future<T>> work) {
        return dryRun(
                caller,
                transaction -> transaction
                        .content()
                        .compose(before -> work.apply(transaction)
                                .compose(result -> transaction
                                        .content()
                                        .map(after -> new DryRun<>(result, transaction.changes(), before, after)))));
    }

    /**
     * @param consumer called after every committed change, in their order, on a Vert.x thread: it must not block
     * @return ends the subscription
     */
    public Runnable onChange(Consumer<RegistryChange> consumer) {
        consumers.add(consumer);
        return () -> consumers.remove(consumer);
    }

    public Future<Void> close() {
        closed = true;
        return lane.submit(database::close);
    }

    private record Done<T>(T result, RegistryTransaction transaction) {}

    private Future<RegistryTransaction> begin(SqlConnection connection, Caller caller) {
        return state.advance(connection)
                .map(revision -> new RegistryTransaction(connection, box, revision, caller, servers));
    }

    private void tell(RegistryChange change) {
        for (Consumer<RegistryChange> consumer : consumers) {
            try {
                consumer.accept(change);
            } catch (RuntimeException e) {
                LOG.error("a consumer of registry changes failed", e);
            }
        }
    }
}
