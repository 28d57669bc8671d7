/**
 * The SQLite file of the outbox: opened by one program at a time, with room kept for a full disk.
 */
package org.moodlefleet.zabbix.outbox.file;
