/**
 * Reads what Zabbix holds of what the plan is about.
 */
package org.moodlefleet.zabbix.provisioning.current;
