/**
 * What operators ask of one Moodle: check, explain, run, discover, compare with report_zabbix.
 */
package org.moodlefleet.collector.inspection;
