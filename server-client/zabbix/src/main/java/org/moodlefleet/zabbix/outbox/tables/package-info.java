/**
 * One class for each table of the outbox: its statements, and the checksums that tell a damaged row.
 */
package org.moodlefleet.zabbix.outbox.tables;
