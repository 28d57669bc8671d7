/** Samples by the web API of Zabbix 7.0 and later, for where only its web port can be reached. */
package org.moodlefleet.zabbix.push;
