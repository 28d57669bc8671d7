package org.moodlefleet.zabbix.dashboard;

import java.util.Map;

/** One field of a widget, as the API takes it. */
record WidgetField(Type type, String name, String value) implements Comparable<WidgetField> {

    /** In the order of the API's numbers. */
    enum Type {
        INTEGER,
        TEXT,
        HOST_GROUP,
        HOST,
        ITEM
    }

    static WidgetField integer(String name, long value) {
        return new WidgetField(Type.INTEGER, name, Long.toString(value));
    }

    static WidgetField text(String name, String value) {
        return new WidgetField(Type.TEXT, name, value);
    }

    Map<String, String> params() {
        return Map.of("type", Integer.toString(type.ordinal()), "name", name, "value", value);
    }

    @Override
    public int compareTo(WidgetField other) {
        int byName = name.compareTo(other.name);
        return byName == 0 ? value.compareTo(other.value) : byName;
    }
}
