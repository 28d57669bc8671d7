/**
 * Who may see what of a tenant in Zabbix.
 */
package org.moodlefleet.consolidation.access;
