package org.moodlefleet.service.config;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.moodlefleet.configapi.oidc.IdentityAccess;
import org.moodlefleet.document.InvalidValueException;

/** The operator's identity provider, whose signed tokens open the config API too. */
public record OidcConfig(URI issuer, String audience, URI keys, String roleClaim, String tenantClaim) {

    public OidcConfig {
        requireWeb(
                "issuer", issuer, "write the issuer as its tokens name it, such as https://id.example.org/realms/it");
        if (keys != null) {
            requireWeb("keys", keys, "write the address of its JSON Web Key Set, or leave it out");
        }
        if (audience == null || audience.isBlank()) {
            throw new InvalidValueException("audience", "is missing", "write what its tokens for this API have as aud");
        }
        roleClaim = Objects.requireNonNullElse(roleClaim, "moodle_fleet_role");
        tenantClaim = Objects.requireNonNullElse(tenantClaim, "moodle_fleet_tenant");
    }

    /** What the config API is given. */
    public IdentityAccess access() {
        return new IdentityAccess(issuer, audience, keys, roleClaim, tenantClaim);
    }

    /** What is read unencrypted on its way here could be anybody's keys. */
    private static void requireWeb(String field, URI address, String hint) {
        boolean web = address != null && address.getHost() != null && address.getUserInfo() == null;
        if (!web || !"https".equals(address.getScheme()) && !here(address)) {
            throw new InvalidValueException(field, "is no https address", hint);
        }
    }

    private static boolean here(URI address) {
        return "http".equals(address.getScheme())
                && Set.of("127.0.0.1", "localhost", "[::1]").contains(address.getHost());
    }
}
