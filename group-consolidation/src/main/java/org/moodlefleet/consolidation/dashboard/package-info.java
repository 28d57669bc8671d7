/** What tenants, groups and the operator look at in Zabbix: dashboards declared as data in {@code templates/dashboards}. */
package org.moodlefleet.consolidation.dashboard;
