package org.moodlefleet.configapi.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.moodlefleet.model.Choice;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Grant;
import org.moodlefleet.model.access.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Believes the signed tokens (JWT) of the operator's identity provider. */
public final class IdentityProvider {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);

    private static final int CLOCKS_DIFFER_SECONDS = 30;
    private static final String ALL_TENANTS = "*";
    private static final int LONGEST_NAME = 200;
    /** Keys are read again so often; a token that they do not verify may hasten that, but not below the second. */
    private static final Duration KEYS_LIVE = Duration.ofMinutes(10);

    private static final Duration KEYS_REST = Duration.ofSeconds(30);

    private record Verifier(JWTAuth auth, Instant read) {
        boolean olderThan(Duration age) {
            return read.plus(age).isBefore(Instant.now());
        }
    }

    private final Vertx vertx;
    private final IdentityAccess access;
    private final ProviderKeys keys;
    private final Duration rest;
    private Future<Verifier> verifier;
    private Instant asked = Instant.EPOCH;

    public IdentityProvider(Vertx vertx, IdentityAccess access) {
        this(vertx, access, KEYS_REST);
    }

    IdentityProvider(Vertx vertx, IdentityAccess access, Duration rest) {
        this.vertx = vertx;
        this.access = access;
        this.keys = new ProviderKeys(vertx, access);
        this.rest = rest;
    }

    /** @return empty when the token is wrong, or its claims give it no role of ours */
    public Future<Optional<Grant>> authenticate(String token) {
        if (token.chars().filter(c -> c == '.').count() != 2) {
            return Future.succeededFuture(Optional.empty());
        }
        return verify(verifier(KEYS_LIVE), token)
                .recover(refused -> verify(verifier(rest), token))
                .map(this::grant)
                .otherwise(refused -> Optional.empty());
    }

    private static Future<JsonObject> verify(Future<Verifier> verifier, String token) {
        return verifier.compose(found -> found.auth().authenticate(new TokenCredentials(token)))
                .map(user -> user.attributes().getJsonObject("accessToken"));
    }

    /** One reading at a time, and after one that failed not at once the next. */
    private synchronized Future<Verifier> verifier(Duration age) {
        boolean stale = verifier == null
                || verifier.failed()
                || verifier.succeeded() && verifier.result().olderThan(age);
        if (stale
                && asked.plus(verifier == null || verifier.failed() ? rest : age)
                        .isBefore(Instant.now())) {
            asked = Instant.now();
            Future<Verifier> before = verifier;
            verifier = keys.read().map(this::verifying).recover(e -> {
                LOG.atWarn()
                        .addKeyValue("cause", e.getMessage())
                        .log("the keys of the identity provider cannot be read");
                return before == null ? Future.failedFuture(e) : before;
            });
        }
        return verifier;
    }

    private Verifier verifying(List<JsonObject> read) {
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setIssuer(access.issuer().toString())
                        .addAudience(access.audience())
                        .setLeeway(CLOCKS_DIFFER_SECONDS));
        read.forEach(options::addJwk);
        return new Verifier(JWTAuth.create(vertx, options), Instant.now());
    }

    private Optional<Grant> grant(JsonObject claims) {
        String subject = claims.getString("sub", "");
        Optional<Role> role = role(claims);
        List<String> tenants = texts(claims, access.tenantClaim()).toList();
        Long end = claims.getLong("exp");
        if (subject.isBlank() || subject.length() > LONGEST_NAME || end == null || role.isEmpty()) {
            return Optional.empty();
        }
        boolean operator = role.get() == Role.OPERATOR;
        // a claim that was forgotten must not open all tenants, and of several none is the one
        if (!operator && tenants.size() != 1) {
            return Optional.empty();
        }
        String tenant = operator ? null : scope(tenants.get(0));
        return Optional.of(
                new Grant(new Caller("subject " + subject, role.get(), tenant), null, Instant.ofEpochSecond(end)));
    }

    private static String scope(String tenant) {
        return tenant.equals(ALL_TENANTS) ? null : tenant;
    }

    /** The strongest, when there are several. */
    private Optional<Role> role(JsonObject claims) {
        List<String> written = texts(claims, access.roleClaim()).toList();
        return Arrays.stream(Role.values())
                .filter(role -> written.contains(Choice.word(role)))
                .findFirst();
    }

    private static Stream<String> texts(JsonObject claims, String path) {
        Object value = claims;
        for (String name : path.split("\\.")) {
            value = value instanceof JsonObject object ? object.getValue(name) : null;
        }
        Stream<?> all =
                value instanceof JsonArray list ? list.stream() : Stream.of(Objects.requireNonNullElse(value, ""));
        return all.filter(String.class::isInstance).map(String.class::cast).filter(text -> !text.isBlank());
    }
}
