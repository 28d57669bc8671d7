package org.moodlefleet.zabbix.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Calls as the configured user: with the token, or with a session that is opened when needed. */
final class Session {

    private final JsonRpc rpc;
    private final ZabbixApiConfig config;
    private final AtomicReference<Future<String>> login = new AtomicReference<>();

    Session(JsonRpc rpc, ZabbixApiConfig config) {
        this.rpc = rpc;
        this.config = config;
    }

    Future<JsonNode> call(ZabbixDialect dialect, String method, JsonNode params, Duration timeout) {
        Future<String> secret = secret(dialect);
        return send(dialect, secret, method, params, timeout).recover(e -> {
            if (secret.succeeded() && expired(e)) {
                login.compareAndSet(secret, null);
                return send(dialect, secret(dialect), method, params, timeout);
            }
            return Future.failedFuture(e);
        });
    }

    Future<Void> end(ZabbixDialect dialect) {
        Future<String> open = login.getAndSet(null);
        return open == null
                ? Future.succeededFuture()
                : send(dialect, open, "user.logout", JsonRpc.tree(List.of()), config.timeout())
                        .mapEmpty();
    }

    private Future<JsonNode> send(
            ZabbixDialect dialect, Future<String> secret, String method, JsonNode params, Duration timeout) {
        return secret.compose(known -> rpc.send(method, params, timeout, JsonRpc.Authorisation.of(dialect, known)))
                .recover(e -> Future.failedFuture(deadToken(e) ? invalidToken(method) : e));
    }

    /** Zabbix says of a token what it says of a session. */
    private boolean deadToken(Throwable e) {
        return config.credentials() instanceof Credentials.Token && notAuthorized(e);
    }

    private static ZabbixApiException invalidToken(String method) {
        return new ZabbixApiException(
                method, -1, "the API token is not valid: it has expired, is disabled or was removed", "");
    }

    private Future<String> secret(ZabbixDialect dialect) {
        if (config.credentials() instanceof Credentials.Token token) {
            return Future.succeededFuture(token.token());
        }
        Future<String> known = login.get();
        if (known != null && !known.failed()) {
            return known;
        }
        Promise<String> opened = Promise.promise();
        if (!login.compareAndSet(known, opened.future())) {
            return secret(dialect);
        }
        Credentials.Password user = (Credentials.Password) config.credentials();
        Map<String, String> params = Map.of(dialect.loginUser(), user.user(), "password", user.password());
        rpc.send("user.login", JsonRpc.tree(params), config.timeout(), JsonRpc.Authorisation.NONE)
                .map(JsonNode::asText)
                .onComplete(opened);
        return opened.future();
    }

    /** Codes differ between versions, the words have not since 4.0. A token cannot be renewed, so it is not tried again. */
    private boolean expired(Throwable e) {
        return config.credentials() instanceof Credentials.Password && notAuthorized(e);
    }

    private static boolean notAuthorized(Throwable e) {
        return e instanceof ZabbixApiException refusal
                && (refusal.data().startsWith("Session terminated")
                        || refusal.data().startsWith("Not authori"));
    }
}
