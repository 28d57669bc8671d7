/** What Zabbix's API tells of refusals and of items that take no values any more. */
package org.moodlefleet.zabbix.diagnosis;
