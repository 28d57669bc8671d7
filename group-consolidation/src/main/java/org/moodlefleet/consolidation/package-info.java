/**
 * MOODLE GROUP: a group of instances is one Zabbix host, whose items Zabbix calculates from the last
 * values of the members.
 */
package org.moodlefleet.consolidation;
