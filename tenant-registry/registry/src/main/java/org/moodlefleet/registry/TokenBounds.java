package org.moodlefleet.registry;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.moodlefleet.document.Violation;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.registry.store.TokenTable;

/** How many tokens there may be that have not expired. */
final class TokenBounds {

    /** Of one tenant. */
    private static final int OF_TENANT = 100;

    /** With those of all tenants. */
    private static final int ALL = 5000;

    private static final String MEND = "revoke what is not used any more";

    private TokenBounds() {}

    /** @return fails with {@link RefusedException} when there are too many for one more */
    static Future<Void> require(TokenTable tokens, AccessToken token) {
        Instant now = token.created();
        return tokens.count(token.tenant(), now)
                .compose(own -> token.tenant() != null && own >= OF_TENANT
                        ? refused("has " + OF_TENANT + " tokens that have not expired")
                        : tokens.count(null, now))
                .compose(all -> all >= ALL
                        ? refused("has no room: there are " + ALL + " tokens that have not expired")
                        : Future.succeededFuture());
    }

    private static <T> Future<T> refused(String problem) {
        return Future.failedFuture(RefusedException.invalid(List.of(new Violation("/tenant", problem, MEND))));
    }
}
