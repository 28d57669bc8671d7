/**
 * Records of what Zabbix should hold and of what it holds: hosts, templates, accounts and dashboards, and the mark
 * by which we know our own.
 */
package org.moodlefleet.zabbix.provisioning.state;
