/** Callers that the operator's identity provider vouches for (OpenID Connect). */
package org.moodlefleet.configapi.oidc;
