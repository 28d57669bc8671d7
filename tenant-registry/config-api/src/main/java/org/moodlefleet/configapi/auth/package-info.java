/**
 * Who calls: bearer tokens of the registry, of the configuration, or of an identity provider.
 */
package org.moodlefleet.configapi.auth;
