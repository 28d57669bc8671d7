package org.moodlefleet.configapi.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.configapi.oidc.ProviderFixture.base64;
import static org.moodlefleet.configapi.oidc.ProviderFixture.jwk;
import static org.moodlefleet.configapi.oidc.ProviderFixture.keys;
import static org.moodlefleet.configapi.oidc.ProviderFixture.part;
import static org.moodlefleet.configapi.oidc.ProviderFixture.signed;
import static org.moodlefleet.configapi.oidc.ProviderFixture.unsigned;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Grant;
import org.moodlefleet.model.access.Role;

/** Tokens of an identity provider. */
class IdentityProviderTest {

    private final Vertx vertx = Vertx.vertx();
    private final ProviderFixture fixture = new ProviderFixture(vertx);
    private final KeyPair first = fixture.first;
    private final IdentityProvider provider = fixture.provider();

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void theClaimsGiveRoleAndTenant() {
        assertThat(found(fixture.claims("tenant-viewer").put("tenant", "lyon")))
                .contains(new Caller("subject anna", Role.TENANT_VIEWER, "lyon"));
        assertThat(found(fixture.claims("tenant-viewer").put("tenant", "*")))
                .contains(new Caller("subject anna", Role.TENANT_VIEWER, null));
        assertThat(found(fixture.claims("operator"))).contains(new Caller("subject anna", Role.OPERATOR, null));
    }

    @Test
    void whatIsMissingOpensNothing() {
        assertThat(found(fixture.claims("tenant-administrator")))
                .as("no tenant")
                .isEmpty();
        JsonArray two = new JsonArray().add("lyon").add("nantes");
        assertThat(found(fixture.claims("tenant-viewer").put("tenant", two)))
                .as("two tenants")
                .isEmpty();
        assertThat(found(fixture.claims("janitor").put("tenant", "lyon")))
                .as("no role of ours")
                .isEmpty();
        JsonObject endless = fixture.claims("operator");
        endless.remove("exp");
        assertThat(found(endless)).as("no end").isEmpty();
    }

    @Test
    void anotherIssuerAudienceTimeOrKeyIsRefused() {
        assertThat(found(fixture.claims("operator").put("iss", "https://other.example")))
                .isEmpty();
        assertThat(found(fixture.claims("operator").put("aud", "other"))).isEmpty();
        assertThat(found(fixture.claims("operator").put("exp", Instant.now().getEpochSecond() - 60)))
                .isEmpty();
        assertThat(await(provider.authenticate(signed("first", keys(), fixture.claims("operator")))))
                .isEmpty();
        assertThat(found(fixture.claims("operator").put("nbf", Instant.now().getEpochSecond() + 60)))
                .isEmpty();
        assertThat(await(provider.authenticate(signed("unknown", keys(), fixture.claims("operator")))))
                .isEmpty();
        String unsigned = part(new JsonObject().put("alg", "none")) + "." + part(fixture.claims("operator")) + ".";
        assertThat(await(provider.authenticate(unsigned))).isEmpty();
    }

    /** The public key is known to everybody: as the secret of a shared-key signature it proves nothing. */
    @Test
    void aSignatureWithThePublicKeyAsSecretIsRefused() throws Exception {
        String text =
                part(new JsonObject().put("alg", "HS256").put("kid", "first")) + "." + part(fixture.claims("operator"));
        for (byte[] secret : List.of(
                first.getPublic().getEncoded(),
                unsigned(((RSAPublicKey) first.getPublic()).getModulus()),
                jwk("first", first).encode().getBytes(StandardCharsets.UTF_8))) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            String signature = base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
            assertThat(await(provider.authenticate(text + "." + signature))).isEmpty();
        }
    }

    /** Its keys cannot be read at first; a provider that is back is believed again. */
    @Test
    void whileTheProviderIsSilentNobodyIsLetIn() {
        fixture.publish(new JsonArray());
        assertThat(found(fixture.claims("operator"))).isEmpty();
        fixture.publish(new JsonArray().add(jwk("first", first)));
        assertThat(found(fixture.claims("operator"))).isPresent();
    }

    @Test
    void aNewKeyOfTheProviderIsFetchedAndAnOldOneForgotten() {
        String old = signed("first", first, fixture.claims("operator"));
        assertThat(await(provider.authenticate(old))).isPresent();

        KeyPair second = keys();
        fixture.publish(new JsonArray().add(jwk("second", second)));

        assertThat(await(provider.authenticate(signed("second", second, fixture.claims("operator")))))
                .isPresent();
        assertThat(await(provider.authenticate(old))).isEmpty();
    }

    private Optional<Caller> found(JsonObject claims) {
        return await(provider.authenticate(fixture.signed(claims))).map(Grant::caller);
    }
}
