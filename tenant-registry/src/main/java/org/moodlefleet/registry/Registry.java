package org.moodlefleet.registry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.moodlefleet.registry.model.Group;
import org.moodlefleet.registry.model.Instance;
import org.moodlefleet.registry.model.Tenant;
import org.moodlefleet.registry.store.GroupTable;
import org.moodlefleet.registry.store.InstanceTable;
import org.moodlefleet.registry.store.MasterKey;
import org.moodlefleet.registry.store.PasswordSource;
import org.moodlefleet.registry.store.RegistryDatabase;
import org.moodlefleet.registry.store.SecretBox;
import org.moodlefleet.registry.store.TenantTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every tenant, instance and group that the operator watches. Reading never waits for writing; what is missing fails
 * with {@link RefusedException}.
 */
public final class Registry {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private final Vertx vertx;
    private final RegistryDatabase database;
    private final SecretBox box;
    private final PasswordSource passwords;
    private final TenantTable tenants;
    private final InstanceTable instances;
    private final GroupTable groups;
    private final WriteLane lane = new WriteLane();
    private final List<Consumer<RegistryChange>> consumers = new CopyOnWriteArrayList<>();

    private Registry(Vertx vertx, RegistryDatabase database, SecretBox box, PasswordSource passwords) {
        this.vertx = vertx;
        this.database = database;
        this.box = box;
        this.passwords = passwords;
        this.tenants = new TenantTable(database.pool());
        this.instances = new InstanceTable(database.pool(), box);
        this.groups = new GroupTable(database.pool());
    }

    /**
     * @param file of the database, without the ending {@code .mv.db}; made when it does not exist
     * @param key that stored passwords are encrypted with
     * @param environment where passwords by reference are looked up, usually {@code System.getenv()}
     */
    public static Future<Registry> open(Vertx vertx, Path file, MasterKey key, Map<String, String> environment) {
        return RegistryDatabase.open(vertx, file)
                .map(database -> new Registry(vertx, database, new SecretBox(key), new PasswordSource(environment)));
    }

    public Future<List<Tenant>> tenants() {
        return tenants("", Integer.MAX_VALUE);
    }

    /** @param after id that the page begins behind, empty for the first page */
    public Future<List<Tenant>> tenants(String after, int limit) {
        return tenants.page(after, limit);
    }

    public Future<Tenant> tenant(String id) {
        return tenants.find(id).map(found -> found.orElseThrow(() -> RefusedException.notFound("tenant " + id)));
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
                .map(found -> found.orElseThrow(() -> RefusedException.notFound("instance " + tenant + "/" + id)));
    }

    public Future<List<Group>> groups() {
        return groups.all();
    }

    public Future<List<Group>> groupsOf(String tenant, String after, int limit) {
        return tenant(tenant).compose(found -> groups.page(tenant, after, limit));
    }

    public Future<Group> group(String tenant, String id) {
        return groups.find(tenant, id)
                .map(found -> found.orElseThrow(() -> RefusedException.notFound("group " + tenant + "/" + id)));
    }

    /** The instances that belong to a group now, in the order of their ids. */
    public Future<List<Instance>> members(Group group) {
        return instances
                .of(group.tenant())
                .map(all -> all.stream().filter(group::includes).toList());
    }

    /**
     * The password of the instance's database account, for the moment of connecting.
     *
     * @return fails with {@link org.moodlefleet.registry.store.UnreadableSecretException} when the reference leads
     *     nowhere
     */
    public Future<String> resolvePassword(String tenant, String id) {
        String owner = tenant + "/" + id;
        return instances
                .findWithPassword(tenant, id)
                .map(found -> found.orElseThrow(() -> RefusedException.notFound("instance " + owner)))
                .compose(stored -> vertx.executeBlocking(() -> passwords.resolve(owner, stored.password()), false));
    }

    /**
     * Makes changes in one transaction, then tells the consumers.
     *
     * @return fails, with nothing changed, when the work fails
     */
    public <T> Future<T> change(Function<RegistryTransaction, Future<T>> work) {
        return lane.submit(() -> database.pool()
                .withTransaction(connection -> begin(connection)
                        .compose(transaction ->
                                work.apply(transaction).map(result -> new Done<>(result, transaction.changes()))))
                .map(done -> {
                    done.changes().forEach(this::tell);
                    return done.result();
                }));
    }

    /** Makes changes, then takes them back: the result is what {@link #change} would give. */
    public <T> Future<T> rehearse(Function<RegistryTransaction, Future<T>> work) {
        return lane.submit(() -> database.pool()
                .withConnection(connection -> connection
                        .begin()
                        .compose(open -> begin(connection).compose(work).eventually(open::rollback))));
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
        return database.close();
    }

    private record Done<T>(T result, List<RegistryChange> changes) {}

    /** Takes the revision's row first: writers of other processes, where the engine allows them, wait here. */
    private Future<RegistryTransaction> begin(SqlConnection connection) {
        return connection
                .query("update registry_revision set revision = revision + 1")
                .execute()
                .compose(updated -> connection
                        .query("select revision from registry_revision")
                        .execute())
                .map(rows -> rows.iterator().next().getLong("revision"))
                .map(revision -> new RegistryTransaction(connection, box, revision));
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
