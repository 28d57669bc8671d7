/**
 * What may be sent: Zabbix answers "processed" to many a value that it does not store; the rules here know them
 * beforehand. What Zabbix 6.0 and 7.0 do with each was tried on real servers.
 */
package org.moodlefleet.zabbix.itemrules;
