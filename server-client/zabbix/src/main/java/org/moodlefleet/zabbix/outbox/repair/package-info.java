/**
 * What is done with a damaged file: its readable rows are taken over into a new one, and what is lost is known
 * from the last checkpoint.
 */
package org.moodlefleet.zabbix.outbox.repair;
