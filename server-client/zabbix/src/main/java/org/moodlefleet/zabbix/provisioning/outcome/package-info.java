/** What came of each single object of a plan: one that cannot be made is named, and costs no other. */
package org.moodlefleet.zabbix.provisioning.outcome;
