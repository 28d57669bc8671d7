package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.HAS_MANY_TOKENS;
import static org.moodlefleet.registry.message.RegistryMessage.HAS_NO_ROOM_FOR_TOKENS;
import static org.moodlefleet.registry.message.RegistryMessage.REVOKE_UNUSED_TOKENS;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.moodlefleet.document.Message;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.registry.store.TokenTable;

/** How many tokens there may be that have not expired. */
final class TokenBounds {

    /** Of one tenant. */
    private static final int OF_TENANT = 100;

    /** With those of all tenants. */
    private static final int ALL = 5000;

    private static final Message MEND = REVOKE_UNUSED_TOKENS;

    private TokenBounds() {}

    /** @return fails with {@link RefusedException} when there are too many for one more */
    static Future<Void> require(TokenTable tokens, AccessToken token) {
        Instant now = token.created();
        return tokens.count(token.tenant(), now)
                .compose(own -> token.tenant() != null && own >= OF_TENANT
                        ? refused(HAS_MANY_TOKENS.with(OF_TENANT))
                        : tokens.count(null, now))
                .compose(all -> all >= ALL ? refused(HAS_NO_ROOM_FOR_TOKENS.with(ALL)) : Future.succeededFuture());
    }

    private static <T> Future<T> refused(Message problem) {
        return Future.failedFuture(RefusedException.invalid(List.of(new Violation("/tenant", problem, MEND))));
    }
}
