package org.moodlefleet.zabbix.provisioning.state;

import java.util.Set;
import org.moodlefleet.zabbix.dashboard.Dashboard;

/**
 * A dashboard as it should be. It belongs to the account that we use, and is private: only its readers see it besides.
 *
 * @param identity what it is of: it keeps its id when that is called something else, or in another language
 * @param readers names of user groups
 */
public record DesiredDashboard(String identity, Dashboard dashboard, Set<String> readers) implements DesiredObject {

    /** One that is always called the same. */
    public DesiredDashboard(Dashboard dashboard, Set<String> readers) {
        this(dashboard.name(), dashboard, readers);
    }

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
