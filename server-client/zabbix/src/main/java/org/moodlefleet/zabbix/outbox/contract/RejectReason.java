package org.moodlefleet.zabbix.outbox.contract;

/**
 * Why a sample is not sent.
 *
 * @param reason for an operator; without the value, which stands beside it
 */
public record RejectReason(RejectionCause cause, String reason) {}
