/**
 * Keeps one Zabbix server equal to the registry: plan, hold large removals, apply, again.
 */
package org.moodlefleet.consolidation.sync;
