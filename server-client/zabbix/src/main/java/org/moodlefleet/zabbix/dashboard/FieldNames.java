package org.moodlefleet.zabbix.dashboard;

import org.moodlefleet.zabbix.api.ZabbixDialect;

/** How the front end calls the fields of lists: its version 7.0 has put the position before the name. */
record FieldNames(boolean positionFirst) {

    static FieldNames of(ZabbixDialect dialect) {
        return new FieldNames(dialect.wideDashboards());
    }

    /** A field that has several values. */
    String list(String name, int position) {
        return positionFirst ? name + "." + position : name;
    }

    /** A property of one of several objects. */
    String property(String list, int position, String property) {
        return positionFirst ? list + "." + position + "." + property : list + "." + property + "." + position;
    }

    /** One of several values of a property of one of several objects. */
    String property(String list, int position, String property, int index) {
        return property(list, position, property) + "." + index;
    }
}
