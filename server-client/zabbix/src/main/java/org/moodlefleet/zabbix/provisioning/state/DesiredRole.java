package org.moodlefleet.zabbix.provisioning.state;

import org.moodlefleet.zabbix.names.NameLimit;

/**
 * A role with the least interface: the pages of monitoring (dashboards, problems, hosts, latest data), no action and no
 * API.
 */
public record DesiredRole(String name) implements DesiredObject {

    public DesiredRole {
        NameLimit.ROLE.check("role", name);
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.ROLE;
    }
}
