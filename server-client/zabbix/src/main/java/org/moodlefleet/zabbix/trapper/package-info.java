/**
 * The trapper protocol of Zabbix: one request with many samples goes out over a connection of its own,
 * one reply with the numbers of processed and failed ones comes back. Knows nothing of queues or
 * retries.
 */
package org.moodlefleet.zabbix.trapper;
