package org.moodlefleet.zabbix.outbox;

/**
 * Why a sample is not sent.
 *
 * @param reason for an operator; without the value, which stands beside it
 */
public record Objection(RejectionCause cause, String reason) {}
