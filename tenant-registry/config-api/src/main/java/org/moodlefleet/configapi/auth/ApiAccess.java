package org.moodlefleet.configapi.auth;

import java.util.List;
import java.util.Optional;
import org.moodlefleet.configapi.limits.RequestRate;
import org.moodlefleet.configapi.limits.Visitors;
import org.moodlefleet.configapi.oidc.IdentityProvider;

/**
 * By what callers are known, and how much each may ask.
 *
 * @param operator the token of the configuration, with which the first others are made
 * @param identities the operator's identity provider, when there is one
 * @param rate of one caller, and of all callers of one tenant together
 * @param visitors who is connected
 */
public record ApiAccess(ApiToken operator, Optional<IdentityProvider> identities, RequestRate rate, Visitors visitors) {

    /** Without proxies before the API. */
    public ApiAccess(ApiToken operator, Optional<IdentityProvider> identities, RequestRate rate) {
        this(operator, identities, rate, new Visitors(Visitors.Bounds.USUAL, List.of()));
    }

    public static ApiAccess of(ApiToken operator) {
        return new ApiAccess(operator, Optional.empty(), RequestRate.USUAL);
    }
}
