package org.moodlefleet.zabbix.template;

/** How Zabbix stores the values of an item. */
public enum ValueType {
    /** Whole number from 0 to 2^64 - 1. */
    UNSIGNED(true),
    /** 64-bit floating point number. */
    FLOAT(true),
    /** Up to 255 characters; longer ones are cut. */
    CHAR(false),
    /** Up to 65,535 characters; longer ones are cut. */
    TEXT(false);

    private final boolean numeric;

    ValueType(boolean numeric) {
        this.numeric = numeric;
    }

    /** Only numbers have trends. */
    public boolean numeric() {
        return numeric;
    }
}
