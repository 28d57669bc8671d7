package org.moodlefleet.registry.api;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.api.limits.Rate;
import org.moodlefleet.registry.api.limits.RateLimits;
import org.moodlefleet.registry.model.Caller;
import org.moodlefleet.registry.model.Role;
import org.moodlefleet.registry.model.TokenSecret;

/** Lets only those pass who are known, and each no faster than it may. */
final class BearerGuard implements Handler<RoutingContext> {

    private static final String SCHEME = "Bearer ";
    private static final String CALLER = BearerGuard.class.getName();
    private static final Caller BOOTSTRAP = new Caller("token of the configuration", Role.OPERATOR, null);
    /** Wrong tokens of one address. */
    private static final Rate FAILURES = new Rate(1, 30);

    private final Registry registry;
    private final ApiAccess access;
    private final RateLimits calls;
    private final RateLimits failures;

    BearerGuard(Registry registry, ApiAccess access) {
        this.registry = registry;
        this.access = access;
        this.calls = new RateLimits(access.rate(), Ticker.systemTicker());
        this.failures = new RateLimits(FAILURES, Ticker.systemTicker());
    }

    /** Who has been let pass. */
    static Caller caller(RoutingContext context) {
        return context.get(CALLER);
    }

    @Override
    public void handle(RoutingContext context) {
        String address = context.request().remoteAddress().hostAddress();
        int wait = failures.look(address);
        if (wait > 0) {
            refuse(context, wait, "Too many wrong tokens have come from this address");
            return;
        }
        Optional<String> presented = presented(context);
        // the body is read when it is known who sends it
        context.request().pause();
        presented
                .map(this::find)
                .orElse(Future.succeededFuture(Optional.empty()))
                .onComplete(found -> {
                    context.request().resume();
                    if (found.failed()) {
                        context.fail(found.cause());
                    } else if (found.result().isPresent()) {
                        admit(context, found.result().get());
                    } else {
                        failures.take(address);
                        challenge(context, presented.isPresent());
                    }
                });
    }

    private Future<Optional<Caller>> find(String presented) {
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

    private void admit(RoutingContext context, Caller caller) {
        int wait = calls.take(caller.name());
        if (wait > 0) {
            refuse(context, wait, "This token asks more often than it may");
            return;
        }
        context.put(CALLER, caller);
        context.next();
    }

    private static void refuse(RoutingContext context, int wait, String detail) {
        context.response().putHeader("Retry-After", String.valueOf(wait));
        context.fail(new ProblemException(429, detail + ": wait " + wait + " s"));
    }

    private static void challenge(RoutingContext context, boolean presented) {
        String challenge = "Bearer realm=\"moodle-fleet\"" + (presented ? ", error=\"invalid_token\"" : "");
        context.response().putHeader("WWW-Authenticate", challenge);
        context.fail(new ProblemException(
                401,
                "Send a token that has neither expired nor been revoked in the header 'Authorization: Bearer TOKEN'"));
    }

    private static Optional<String> presented(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer ? Optional.of(header.substring(SCHEME.length()).trim()) : Optional.empty();
    }
}
