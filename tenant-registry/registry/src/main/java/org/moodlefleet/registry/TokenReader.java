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

/** Access tokens as they are read: listed, looked up, and proved by who presents one. */
final class TokenReader {

    private static final Logger LOG = LoggerFactory.getLogger(TokenReader.class);
    private static final Duration USES_NOTED_EVERY = Duration.ofMinutes(1);

    private final RegistryDatabase database;
    private final TokenTable tokens;
    private final Cache<String, Instant> usedLately = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(USES_NOTED_EVERY)
            .build();

    TokenReader(RegistryDatabase database) {
        this.database = database;
        this.tokens = new TokenTable(database.pool());
    }

    /** Tokens in the order of their ids; of one tenant only, null for all. */
    Future<List<AccessToken>> page(String tenant, String after, int limit) {
        return tokens.page(tenant, after, limit);
    }

    Future<AccessToken> find(String id) {
        return tokens.find(id)
                .map(found -> found.orElseThrow(() -> RefusedException.notFound(TOKEN.with(id)))
                        .token());
    }

    /** @return who presents this token; empty when it is wrong, expired or revoked */
    Future<Optional<Grant>> authenticate(TokenSecret presented) {
        return tokens.find(presented.id()).map(found -> {
            Instant now = Instant.now();
            Optional<AccessToken> token = found.filter(stored -> presented.matches(stored.digest()))
                    .map(TokenTable.Stored::token)
                    .filter(accepted -> now.isBefore(accepted.expires()));
            token.ifPresent(accepted -> noteUse(accepted, now));
            return token.map(AccessToken::grant);
        });
    }

    /** Once a minute, and nobody waits for it. */
    private void noteUse(AccessToken token, Instant now) {
        if (usedLately.asMap().putIfAbsent(token.id(), now) == null) {
            database.pool()
                    .withTransaction(connection -> new TokenTable(connection).used(token.id(), now))
                    .onFailure(e ->
                            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("the use of a token is not noted"));
        }
    }
}
