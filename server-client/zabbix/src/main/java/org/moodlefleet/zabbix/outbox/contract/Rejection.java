package org.moodlefleet.zabbix.outbox.contract;

import java.time.Instant;
import org.moodlefleet.zabbix.Sample;

/**
 * A sample that was given up.
 *
 * @param id grows with each rejection
 * @param owner whom it was counted for
 * @param sample as it was sent
 * @param cause why, as far as it is known
 * @param reason why, for an operator
 * @param when time of giving up
 */
public record Rejection(long id, String owner, Sample sample, RejectionCause cause, String reason, Instant when) {}
