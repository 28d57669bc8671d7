package org.moodlefleet.collector.measure;

/** What a value is, for Zabbix and for the check before it is sent. */
public enum ValueType {
    /** Whole number from 0 to 2^64-1. */
    UNSIGNED,
    /** Decimal number, rounded to the decimals that the measure declares. */
    FLOAT,
    /** One line of at most 2000 characters. */
    TEXT
}
