package org.moodlefleet.configapi.auth;

import static org.moodlefleet.configapi.problem.ApiMessage.SEND_A_TOKEN;
import static org.moodlefleet.configapi.problem.ApiMessage.TENANT_ASKS_TOO_OFTEN;
import static org.moodlefleet.configapi.problem.ApiMessage.TOKEN_ASKS_TOO_OFTEN;
import static org.moodlefleet.configapi.problem.ApiMessage.TOO_MANY_WRONG_TOKENS;
import static org.moodlefleet.configapi.problem.ApiMessage.WAIT;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.moodlefleet.configapi.limits.FairLane;
import org.moodlefleet.configapi.limits.RateLimits;
import org.moodlefleet.configapi.limits.RequestRate;
import org.moodlefleet.configapi.problem.ProblemException;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Grant;
import org.moodlefleet.model.access.Role;
import org.moodlefleet.model.access.TokenSecret;
import org.moodlefleet.registry.Registry;

/** Lets only those pass who are known, and each no faster than it may. */
public final class BearerGuard implements Handler<RoutingContext> {

    private static final String SCHEME = "Bearer ";
    private static final String GRANT = BearerGuard.class.getName();
    private static final Grant BOOTSTRAP =
            new Grant(new Caller("token of the configuration", Role.OPERATOR, null), null, null);
    /** Wrong tokens of one address; beyond that they are told to wait, and nobody else is. */
    private static final RequestRate FAILURES = new RequestRate(1, 30);

    /**
     * Looks for tokens that were not shown lately. Each connection has one question at a time, so there is room for all
     * of them, and addresses take turns.
     */
    private static final FairLane.Bounds LOOKS = new FairLane.Bounds(16, 2048, 2048, Duration.ofSeconds(30));

    private static final Duration SEEN_FOR = Duration.ofMinutes(10);
    private static final int MOST_SEEN = 10_000;

    private final Registry registry;
    private final ApiAccess access;
    private final RateLimits calls;
    private final RateLimits ofTenants;
    private final RateLimits failures;
    private final FairLane looks;
    /** Digests of tokens that were valid when they were shown; whether they still are is asked each time. */
    private final Cache<String, Boolean> seen = Caffeine.newBuilder()
            .maximumSize(MOST_SEEN)
            .expireAfterAccess(SEEN_FOR)
            .build();

    public BearerGuard(Vertx vertx, Registry registry, ApiAccess access) {
        this.registry = registry;
        this.access = access;
        this.calls = new RateLimits(access.rate(), Ticker.systemTicker());
        this.ofTenants = new RateLimits(access.rate(), Ticker.systemTicker());
        this.failures = new RateLimits(FAILURES, Ticker.systemTicker());
        this.looks = new FairLane(vertx, LOOKS);
    }

    /** Who has been let pass. */
    public static Caller caller(RoutingContext context) {
        return grant(context).caller();
    }

    /** What the token that was shown gives. */
    public static Grant grant(RoutingContext context) {
        return context.get(GRANT);
    }

    @Override
    public void handle(RoutingContext context) {
        String address = access.visitors().address(context.request());
        Optional<String> presented = presented(context);
        // the body is read when it is known who sends it
        context.request().pause();
        presented
                .map(token -> find(token, address))
                .orElse(Future.succeededFuture(Optional.empty()))
                .onComplete(found -> {
                    context.request().resume();
                    if (found.failed()) {
                        context.fail(found.cause());
                    } else if (found.result().isPresent()) {
                        seen.put(ApiToken.digest(presented.orElseThrow()), true);
                        admit(context, found.result().get());
                    } else {
                        turnAway(context, address, presented.isPresent());
                    }
                });
    }

    /** Whoever shows a valid token is found, however many wrong ones come from the same address. */
    private Future<Optional<Grant>> find(String presented, String address) {
        return seen.getIfPresent(ApiToken.digest(presented)) == null
                ? looks.run(address, () -> find(presented))
                : find(presented);
    }

    private Future<Optional<Grant>> find(String presented) {
        if (access.operator().matches(presented)) {
            return Future.succeededFuture(Optional.of(BOOTSTRAP));
        }
        Optional<TokenSecret> token = TokenSecret.of(presented);
        if (token.isPresent()) {
            return registry.authenticate(token.get());
        }
        return access.identities()
                .map(provider -> provider.authenticate(presented))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private void admit(RoutingContext context, Grant grant) {
        Caller caller = grant.caller();
        access.visitors()
                .known(context.request().connection(), caller.scoped() ? "tenant " + caller.tenant() : caller.name());
        int wait = calls.take(caller.name());
        if (wait > 0) {
            refuse(context, wait, TOKEN_ASKS_TOO_OFTEN);
            return;
        }
        int shared = caller.scoped() ? ofTenants.take(caller.tenant()) : 0;
        if (shared > 0) {
            refuse(context, shared, TENANT_ASKS_TOO_OFTEN);
            return;
        }
        context.put(GRANT, grant);
        context.next();
    }

    private static void refuse(RoutingContext context, int wait, Message detail) {
        context.response().putHeader("Retry-After", String.valueOf(wait));
        context.fail(new ProblemException(429, WAIT.with(detail, wait)));
    }

    private void turnAway(RoutingContext context, String address, boolean presented) {
        int wait = failures.take(address);
        if (wait > 0) {
            refuse(context, wait, TOO_MANY_WRONG_TOKENS);
        } else {
            challenge(context, presented);
        }
    }

    private static void challenge(RoutingContext context, boolean presented) {
        String challenge = "Bearer realm=\"moodle-fleet\"" + (presented ? ", error=\"invalid_token\"" : "");
        context.response().putHeader("WWW-Authenticate", challenge);
        context.fail(new ProblemException(401, SEND_A_TOKEN));
    }

    private static Optional<String> presented(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer ? Optional.of(header.substring(SCHEME.length()).trim()) : Optional.empty();
    }
}
