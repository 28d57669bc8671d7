/**
 * Calls to Zabbix in portions that it takes, noted before they are made where a repetition would make an object
 * twice.
 */
package org.moodlefleet.zabbix.provisioning.call;
