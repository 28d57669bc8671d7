package org.moodlefleet.zabbix.provisioning.outcome;

/**
 * One object of Zabbix, as people call it.
 *
 * @param kind such as {@code host} or {@code user group}
 * @param name unique among those of its kind
 */
public record ObjectName(String kind, String name) {

    /** Kind of hosts. */
    public static final String HOST = "host";

    /** Kind of host groups. */
    public static final String HOST_GROUP = "host group";

    /** Kind of templates. */
    public static final String TEMPLATE = "template";

    public static ObjectName host(String name) {
        return new ObjectName(HOST, name);
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
