/**
 * How accounts and dashboards are written in the parameters of the API, and their names as ids.
 */
package org.moodlefleet.zabbix.provisioning.mapping;
