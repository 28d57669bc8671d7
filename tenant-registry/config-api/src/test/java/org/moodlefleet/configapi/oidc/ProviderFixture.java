package org.moodlefleet.configapi.oidc;

import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** An identity provider on a real server; tokens are signed with Java's own means. */
public final class ProviderFixture {

    final KeyPair first = keys();
    private final Vertx vertx;
    private volatile JsonArray published = new JsonArray().add(jwk("first", first));
    private final String issuer;

    public ProviderFixture(Vertx vertx) {
        this.vertx = vertx;
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .end(answer(
                                request.path(),
                                "http://127.0.0.1:" + request.localAddress().port())))
                .listen(0, "127.0.0.1"));
        issuer = "http://127.0.0.1:" + server.actualPort();
    }

    private String answer(String path, String here) {
        return path.equals("/.well-known/openid-configuration")
                ? new JsonObject()
                        .put("issuer", here)
                        .put("jwks_uri", here + "/keys")
                        .encode()
                : new JsonObject().put("keys", published).encode();
    }

    /** One that asks for the keys again as often as it likes. */
    public IdentityProvider provider() {
        return new IdentityProvider(
                vertx,
                new IdentityAccess(URI.create(issuer), "fleet", null, "realm_access.roles", "tenant"),
                Duration.ZERO);
    }

    void publish(JsonArray keys) {
        published = keys;
    }

    /** With the key that is published at first. */
    public String signed(JsonObject claims) {
        return signed("first", first, claims);
    }

    public JsonObject claims(String role) {
        return new JsonObject()
                .put("iss", issuer)
                .put("aud", "fleet")
                .put("sub", "anna")
                .put("exp", Instant.now().getEpochSecond() + 300)
                .put(
                        "realm_access",
                        new JsonObject()
                                .put("roles", new JsonArray().add("mail").add(role)));
    }

    static String signed(String id, KeyPair keys, JsonObject claims) {
        String text = part(new JsonObject().put("alg", "RS256").put("kid", id)) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static JsonObject jwk(String id, KeyPair keys) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", id)
                .put("n", base64(unsigned(key.getModulus())))
                .put("e", base64(unsigned(key.getPublicExponent())));
    }

    static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    static String part(JsonObject json) {
        return base64(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
