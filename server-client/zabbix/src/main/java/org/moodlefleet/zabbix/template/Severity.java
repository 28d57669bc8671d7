package org.moodlefleet.zabbix.template;

/** Severity of a trigger; the words are those of Zabbix's import format. */
public enum Severity {
    NOT_CLASSIFIED,
    INFO,
    WARNING,
    AVERAGE,
    HIGH,
    DISASTER
}
