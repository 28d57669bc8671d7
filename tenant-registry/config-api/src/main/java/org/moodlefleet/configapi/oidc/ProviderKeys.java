package org.moodlefleet.configapi.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.registry.web.WebReader;

/** Reads the public keys of an identity provider. */
final class ProviderKeys {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** Never a shared secret: whoever may read the keys could sign. */
    private static final Set<String> PUBLIC = Set.of("RSA", "EC", "OKP");

    private static final Pattern SIGNATURE = Pattern.compile("(RS|PS|ES)(256|384|512)|EdDSA");

    private final Vertx vertx;
    private final IdentityAccess access;
    private final WebReader reader = new WebReader(
            HttpClient.newBuilder()
                    .connectTimeout(ANSWER)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build(),
            ANSWER);

    ProviderKeys(Vertx vertx, IdentityAccess access) {
        this.vertx = vertx;
        this.access = access;
    }

    /** @return at least one; fails when the provider does not answer, or with something else */
    Future<List<JsonObject>> read() {
        return vertx.executeBlocking(
                () -> {
                    URI address = access.keys() == null ? discovered() : access.keys();
                    List<JsonObject> keys = get(address).getJsonArray("keys", new JsonArray()).stream()
                            .map(JsonObject.class::cast)
                            .filter(ProviderKeys::signs)
                            .toList();
                    if (keys.isEmpty()) {
                        throw new IOException("no key that signs is at " + address);
                    }
                    return keys;
                },
                false);
    }

    private static boolean signs(JsonObject key) {
        String algorithm = key.getString("alg");
        return PUBLIC.contains(key.getString("kty"))
                && !"enc".equals(key.getString("use"))
                && (algorithm == null || SIGNATURE.matcher(algorithm).matches());
    }

    private URI discovered() throws IOException, InterruptedException {
        String issuer = access.issuer().toString().replaceFirst("/$", "");
        JsonObject found = get(URI.create(issuer + "/.well-known/openid-configuration"));
        if (!access.issuer().toString().equals(found.getString("issuer"))) {
            throw new IOException("the discovery document of " + issuer + " names another issuer");
        }
        return URI.create(found.getString("jwks_uri", ""));
    }

    private JsonObject get(URI address) throws IOException, InterruptedException {
        WebReader.Answer answer =
                reader.read(HttpRequest.newBuilder(address).timeout(ANSWER).build());
        if (answer.status() != 200) {
            throw new IOException(address + " answers " + answer.status());
        }
        try {
            return new JsonObject(answer.body());
        } catch (DecodeException e) {
            throw new IOException(address + " answers no JSON", e);
        }
    }
}
