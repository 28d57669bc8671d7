package org.moodlefleet.zabbix.provisioning;

import java.util.Set;
import org.moodlefleet.zabbix.dashboard.Dashboard;

/**
 * A dashboard as it should be. It belongs to the account that we use, and is private: only its readers see it besides.
 *
 * @param readers names of user groups
 */
public record DesiredDashboard(Dashboard dashboard, Set<String> readers) implements DesiredObject {

    public DesiredDashboard {
        readers = Set.copyOf(readers);
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.DASHBOARD;
    }

    @Override
    public String name() {
        return dashboard.name();
    }
}
