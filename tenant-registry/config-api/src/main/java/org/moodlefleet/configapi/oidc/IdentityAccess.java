package org.moodlefleet.configapi.oidc;

import java.net.URI;

/**
 * Whose tokens are believed, and where in them role and tenant stand.
 *
 * @param issuer the provider; must be the tokens' {@code iss}
 * @param audience must be among the tokens' {@code aud}
 * @param keys address of its JSON Web Key Set; null: the issuer's discovery document names it
 * @param roleClaim claim whose text, or one text of whose list, is a role of ours; dots lead into objects
 * @param tenantClaim claim whose text is a tenant's id, or {@code *} for all tenants; dots lead into objects
 */
public record IdentityAccess(URI issuer, String audience, URI keys, String roleClaim, String tenantClaim) {}
