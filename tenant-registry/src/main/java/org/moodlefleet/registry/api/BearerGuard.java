package org.moodlefleet.registry.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Lets only those pass who present the token. */
final class BearerGuard implements Handler<RoutingContext> {

    private static final String SCHEME = "Bearer ";

    private final ApiToken token;

    BearerGuard(ApiToken token) {
        this.token = token;
    }

    @Override
    public void handle(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (bearer && token.matches(header.substring(SCHEME.length()).trim())) {
            context.next();
            return;
        }
        String challenge = "Bearer realm=\"moodle-fleet\"" + (bearer ? ", error=\"invalid_token\"" : "");
        context.response().putHeader("WWW-Authenticate", challenge);
        context.fail(new ProblemException(
                401, "Send the API token of the configuration in the header 'Authorization: Bearer TOKEN'"));
    }
}
