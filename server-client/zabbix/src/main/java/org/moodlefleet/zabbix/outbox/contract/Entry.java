package org.moodlefleet.zabbix.outbox.contract;

import org.moodlefleet.zabbix.Sample;

/**
 * A pending sample.
 *
 * @param id given by the outbox, never used again while it exists
 * @param owner whom it is counted for
 * @param sample what to send
 * @param refusals how often Zabbix has refused it so far
 * @param suspect whether this or an earlier sample of the same item is held after a refusal, so that
 *     another refusal is likely
 */
public record Entry(long id, String owner, Sample sample, int refusals, boolean suspect) {}
