/**
 * Does the changes of a plan, each with its own result: one that fails stops no other.
 */
package org.moodlefleet.zabbix.provisioning.apply;
