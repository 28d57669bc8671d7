package org.moodlefleet.registry;

import static org.moodlefleet.registry.message.RegistryMessage.TOKEN;

import io.vertx.core.Future;
import org.moodlefleet.model.access.AccessToken;
import org.moodlefleet.registry.RegistryChange.Kind;
import org.moodlefleet.registry.store.TokenTable;

/** Changes of access tokens in a transaction. */
final class TokenChanges {

    private final TokenTable tokens;
    private final Owners owners;
    private final TransactionLog log;

    TokenChanges(TokenTable tokens, Owners owners, TransactionLog log) {
        this.tokens = tokens;
        this.owners = owners;
        this.log = log;
    }

    /**
     * @param digest of the secret that goes with it
     * @param parent id of the token that it is made with, and revoked with; null for none
     */
    Future<AccessToken> add(AccessToken token, String digest, String parent) {
        Future<?> owner = token.tenant() == null ? Future.succeededFuture() : owners.require(token.tenant());
        return owner.compose(found -> requireParent(parent))
                .compose(alive -> tokens.deleteExpired(token.created()))
                .compose(tidy -> TokenBounds.require(tokens, token))
                .compose(room -> tokens.insert(token, digest, parent))
                .map(done -> {
                    log.trail().note(Kind.ADDED, token);
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
    Future<Void> remove(AccessToken token) {
        return tokens.children(token.id())
                .compose(children -> {
                    Future<Void> done = Future.succeededFuture();
                    for (AccessToken child : children) {
                        done = done.compose(next -> remove(child));
                    }
                    return done;
                })
                .compose(done -> tokens.delete(token.id()))
                .onSuccess(done -> log.trail().note(Kind.REMOVED, token));
    }

    /** Else a later tenant of this name would be open to them. */
    Future<Void> removeAll(String tenant) {
        return tokens.page(tenant, "", 1)
                .compose(next -> next.isEmpty()
                        ? Future.succeededFuture()
                        : remove(next.get(0)).compose(removed -> removeAll(tenant)));
    }
}
