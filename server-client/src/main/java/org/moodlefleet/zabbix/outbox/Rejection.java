package org.moodlefleet.zabbix.outbox;

import java.time.Instant;

/**
 * A sample that was given up.
 *
 * @param owner whom it was counted for
 * @param host Zabbix host
 * @param key item key
 * @param clock seconds since the epoch, of the sample
 * @param cause why, as far as it is known
 * @param reason why, for an operator
 * @param when time of giving up
 */
public record Rejection(
        String owner, String host, String key, long clock, RejectionCause cause, String reason, Instant when) {}
