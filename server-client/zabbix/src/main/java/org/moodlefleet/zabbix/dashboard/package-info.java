/**
 * Dashboards as data, and the fields that the versions of Zabbix's front end understand. The API stores whatever fields it is
 * given: what a widget reads is only told by the front end's own code.
 */
package org.moodlefleet.zabbix.dashboard;
