package org.moodlefleet.collector.measure;

/**
 * One value that the rows of a measure set hold.
 *
 * @param segment id of the segment that it is about; null where the measure has none
 * @param value as Zabbix reads it
 */
public record Reading(Measure measure, String segment, String value) {}
