/**
 * The difference between what Zabbix should hold and what it holds, as an ordered list of changes that people can
 * read.
 */
package org.moodlefleet.zabbix.provisioning.plan;
