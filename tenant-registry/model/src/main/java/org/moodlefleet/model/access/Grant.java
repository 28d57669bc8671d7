package org.moodlefleet.model.access;

import java.time.Instant;

/**
 * What a valid token gives to who shows it.
 *
 * @param token id of a made token, which those made with it depend on; null for others
 * @param until the first instant at which it gives nothing any more; null: it has no end
 */
public record Grant(Caller caller, String token, Instant until) {}
