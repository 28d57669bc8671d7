/**
 * Measure templates as Zabbix templates, in the languages of their readers.
 */
package org.moodlefleet.consolidation.template;
