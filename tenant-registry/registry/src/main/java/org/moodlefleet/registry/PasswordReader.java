package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.GROUP;
import static org.moodlefleet.registry.message.RegistryMessage.INSTANCE;
import static org.moodlefleet.registry.message.RegistryMessage.TENANT;
import static org.moodlefleet.registry.message.RegistryMessage.TOKEN;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
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
import org.moodlefleet.registry.store.TokenTable;
import org.moodlefleet.registry.store.UnreadableSecretException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passwords of database accounts, for the moment of connecting: the stored one, or what its reference leads to. */
final class PasswordReader {

    private final Vertx vertx;
    private final InstanceTable instances;
    private final PasswordCipher box;
    private final PasswordSource passwords;

    PasswordReader(Vertx vertx, InstanceTable instances, PasswordCipher box, PasswordSource passwords) {
        this.vertx = vertx;
        this.instances = instances;
        this.box = box;
        this.passwords = passwords;
    }

    /**
     * The password of the instance's database account, for the moment of connecting.
     *
     * @return fails with {@link org.moodlefleet.registry.store.UnreadableSecretException} when the reference leads
     *     nowhere
     */
    Future<String> resolve(String tenant, String id) {
        String owner = tenant + "/" + id;
        return withPassword(tenant, id)
                .map(found -> found.orElseThrow(() -> RefusedException.notFound(INSTANCE.with(tenant, id))))
                .compose(stored -> vertx.executeBlocking(() -> passwords.resolve(owner, stored.password()), false));
    }

    /** Another program may have rotated the keys since we have read them. */
    private Future<Optional<InstanceTable.Stored>> withPassword(String tenant, String id) {
        return instances.findWithPassword(tenant, id).recover(e -> {
            if (!(e instanceof UnreadableSecretException)) {
                return Future.failedFuture(e);
            }
            return vertx.executeBlocking(
                            () -> {
                                box.reload();
                                return null;
                            },
                            false)
                    .compose(read -> instances.findWithPassword(tenant, id));
        });
    }

    /**
     * The password that a draft's account would have: its own, or the one that is stored.
     *
     * @return fails in the same way
     */
    Future<String> resolve(InstanceDraft draft) {
        Instance instance = draft.instance();
        String owner = instance.tenant() + "/" + instance.id();
        return draft.password() == null
                ? resolve(instance.tenant(), instance.id())
                : vertx.executeBlocking(() -> passwords.resolve(owner, draft.password()), false);
    }
}
