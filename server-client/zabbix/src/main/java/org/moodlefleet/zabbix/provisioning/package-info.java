/**
 * Keeps Zabbix's host groups, templates and hosts as they are wanted: desired state, plan, apply.
 *
 * <p>Hosts of ours carry a tag ({@link org.moodlefleet.zabbix.provisioning.OwnerMark}); what lacks it is never changed.
 * On a host of ours we repair what we declare and leave alone what an operator added.
 */
package org.moodlefleet.zabbix.provisioning;
