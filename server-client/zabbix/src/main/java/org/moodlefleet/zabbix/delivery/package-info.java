/**
 * The way from the outbox to Zabbix: batch after batch is sent, "failed: n" is resolved to the exact
 * samples, refused ones are tried again while the cause can heal, and nothing is forgotten while Zabbix is
 * away.
 */
package org.moodlefleet.zabbix.delivery;
