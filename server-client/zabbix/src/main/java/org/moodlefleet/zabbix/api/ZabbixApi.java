package org.moodlefleet.zabbix.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Client of Zabbix's JSON-RPC API. Every failed Future carries a {@link ZabbixApiException}. Safe for use by many
 * threads; nothing is sent before the first call.
 */
public final class ZabbixApi {

    private static final int DELETE_ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MS = 500;

    private final Vertx vertx;
    private final ZabbixApiConfig config;
    private final JsonRpc rpc;
    private final Session session;
    private final AtomicReference<Future<ZabbixDialect>> dialect;
    private final Optional<RememberedAnswers> remembered;
    private final Duration longest;

    public ZabbixApi(Vertx vertx, ZabbixApiConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.rpc = new JsonRpc(vertx, config.url(), config.ca());
        this.session = new Session(rpc, config);
        this.dialect = new AtomicReference<>();
        this.remembered = Optional.empty();
        this.longest = Duration.ofDays(1);
    }

    private ZabbixApi(ZabbixApi other, Duration howLong, Duration longest) {
        this.vertx = other.vertx;
        this.config = other.config;
        this.rpc = other.rpc;
        this.session = other.session;
        this.dialect = other.dialect;
        this.remembered = Optional.of(new RememberedAnswers(vertx, howLong));
        this.longest = longest;
    }

    /**
     * The same server by the same session, for those who look and do not change: answers of {@code get} methods are
     * remembered, and shared by all who ask the same meanwhile. Closed with this one.
     *
     * @param howLong answers are remembered, failures too
     * @param most time of one call, whatever its caller grants
     */
    public ZabbixApi remembering(Duration howLong, Duration most) {
        return new ZabbixApi(this, howLong, most);
    }

    /** Has everything that is remembered asked anew. */
    public void forget() {
        remembered.ifPresent(RememberedAnswers::forget);
    }

    /** What this server speaks: its version is asked once, and again after it did not answer. */
    public Future<ZabbixDialect> dialect() {
        Future<ZabbixDialect> known = dialect.get();
        if (known != null && !known.failed()) {
            return known;
        }
        Promise<ZabbixDialect> asked = Promise.promise();
        if (!dialect.compareAndSet(known, asked.future())) {
            return dialect();
        }
        rpc.send("apiinfo.version", JsonRpc.tree(Map.of()), config.timeout(), JsonRpc.Authorisation.NONE)
                .map(answer -> new ZabbixDialect(version(answer.asText())))
                .onComplete(asked);
        return asked.future();
    }

    /** Calls a method with the timeout of the configuration. */
    public Future<JsonNode> call(String method, Object params) {
        return call(method, params, config.timeout());
    }

    /**
     * Calls a method.
     *
     * @param method such as {@code host.get}
     * @param params anything Jackson can write: a {@link JsonNode}, a Map, a List
     * @param timeout how long this one may take
     * @return the {@code result} of the answer
     */
    public Future<JsonNode> call(String method, Object params, Duration timeout) {
        JsonNode tree = JsonRpc.tree(params);
        Duration bounded = timeout.compareTo(longest) < 0 ? timeout : longest;
        return remembered.isPresent() && method.endsWith(".get")
                ? remembered.get().of(method, tree, () -> send(method, tree, bounded))
                : send(method, tree, bounded);
    }

    private Future<JsonNode> send(String method, JsonNode tree, Duration timeout) {
        return dialect()
                .compose(spoken -> attempt(spoken, method, tree, timeout, 1))
                .andThen(done -> forgetDialectAfterOutage(done.cause()));
    }

    /**
     * Whether the front end serves a file with a certain text in it; a front end that answers every address with its
     * login page does not.
     *
     * @param path relative to the front end, such as {@code modules/clock/assets/css/clock.css}
     */
    public Future<Boolean> serves(String path, String text) {
        return remembered.isPresent()
                ? remembered.get().of(path, text, () -> isServed(path, text))
                : isServed(path, text);
    }

    private Future<Boolean> isServed(String path, String text) {
        return rpc.file(path, config.timeout()).map(file -> file.contains(text));
    }

    /** Ends the session, where there is one, and closes connections. */
    public Future<Void> close() {
        Future<ZabbixDialect> known = dialect.get();
        Future<Void> loggedOut =
                known == null || !known.succeeded() ? Future.succeededFuture() : session.end(known.result());
        return loggedOut.otherwiseEmpty().andThen(ended -> rpc.close());
    }

    /**
     * Deleting a host while discovery still works on it runs into a deadlock of Zabbix's database, on 6.0 and 7.0;
     * the transaction is rolled back and the same call succeeds a moment later.
     */
    private Future<JsonNode> attempt(
            ZabbixDialect spoken, String method, JsonNode params, Duration timeout, int attempt) {
        Future<JsonNode> answer = session.call(spoken, method, params, timeout);
        if (!method.equals("host.delete") || attempt == DELETE_ATTEMPTS) {
            return answer;
        }
        return answer.recover(e -> deadlocked(e)
                ? vertx.timer(FIRST_PAUSE_MS << (attempt - 1), TimeUnit.MILLISECONDS)
                        .compose(waited -> attempt(spoken, method, params, timeout, attempt + 1))
                : Future.failedFuture(e));
    }

    /** A server that was away may come back with another version. */
    private void forgetDialectAfterOutage(Throwable e) {
        if (e instanceof ZabbixApiException failure && !failure.refused()) {
            dialect.set(null);
        }
    }

    private static ZabbixVersion version(String text) {
        try {
            return ZabbixVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw ZabbixApiException.unanswered("apiinfo.version", e.getMessage());
        }
    }

    private static boolean deadlocked(Throwable e) {
        return e instanceof ZabbixApiException refusal
                && (refusal.data() + refusal.reason()).contains(JsonRpc.SQL_FAILED);
    }
}
