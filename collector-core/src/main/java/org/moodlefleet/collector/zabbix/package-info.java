/** From a template's declaration to the template that Zabbix imports. */
package org.moodlefleet.collector.zabbix;
