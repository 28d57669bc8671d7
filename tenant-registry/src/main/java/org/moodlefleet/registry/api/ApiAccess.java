package org.moodlefleet.registry.api;

import java.util.Optional;
import org.moodlefleet.registry.api.limits.Rate;
import org.moodlefleet.registry.oidc.IdentityProvider;

/**
 * By what callers are known, and how much each may ask.
 *
 * @param operator the token of the configuration, with which the first others are made
 * @param identities the operator's identity provider, when there is one
 */
public record ApiAccess(ApiToken operator, Optional<IdentityProvider> identities, Rate rate) {

    public static ApiAccess of(ApiToken operator) {
        return new ApiAccess(operator, Optional.empty(), Rate.USUAL);
    }
}
