/**
 * What Zabbix shows of a fleet: the desired state of a registry's content, made of hosts, access, groups,
 * dashboards and templates, and its synchronisation.
 */
package org.moodlefleet.consolidation;
