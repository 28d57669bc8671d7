/**
 * Hosts of groups and totals, and the names that a fleet has in Zabbix.
 */
package org.moodlefleet.consolidation.host;
