package org.moodlefleet.testbed.oracle;

/** Parameters of Zabbix item keys. */
final class ItemKeys {
    private ItemKeys() {}

    /** The parameter in quotes where Zabbix would take it for something else without them. */
    static String parameter(String value) {
        boolean plain = !value.contains(",")
                && !value.contains("]")
                && !value.startsWith(" ")
                && !value.startsWith("[")
                && !value.startsWith("\"");
        return plain ? value : '"' + value.replace("\"", "\\\"") + '"';
    }
}
