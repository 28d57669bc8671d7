/** How long names may be in Zabbix, when two of them clash, and the one place that shortens them. */
package org.moodlefleet.zabbix.names;
