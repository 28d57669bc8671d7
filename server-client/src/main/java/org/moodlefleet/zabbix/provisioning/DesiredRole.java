package org.moodlefleet.zabbix.provisioning;

/**
 * A role with the least interface: the pages of monitoring (dashboards, problems, hosts, latest data), no action and no
 * API.
 */
public record DesiredRole(String name) implements DesiredObject {
    @Override
    public ObjectKind kind() {
        return ObjectKind.ROLE;
    }
}
