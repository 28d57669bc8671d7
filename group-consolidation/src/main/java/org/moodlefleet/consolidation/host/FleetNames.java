package org.moodlefleet.consolidation.host;

import org.moodlefleet.model.Group;
import org.moodlefleet.model.Tenant;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.names.ShortName;

/** How what belongs to a fleet is called in Zabbix, and in which language. */
public final class FleetNames {

    /** Host group of all instances, as report_zabbix has it. */
    public static final String ALL_INSTANCES = "MOODLE Servers";

    /** Of which there is room beside the ids. */
    private static final int SHORTEST_NAME = 20;

    private FleetNames() {}

    public static GroupHost groupHost(Tenant tenant, Group group) {
        return new GroupHost(group.tenant(), group.id(), visibleName(tenant, group.name(), "group " + group.id()));
    }

    /** Visible names are unique in Zabbix; the ids make them so. The tenant's stands whole: patterns find it. */
    public static String visibleName(Tenant tenant, String name, String id) {
        String owner = " (" + tenant.id() + "/";
        int room = NameLimit.VISIBLE_HOST.longest() - SHORTEST_NAME - owner.length() - 1;
        return NameLimit.VISIBLE_HOST.fit(name, owner + ShortName.of(id, room) + ")");
    }

    public static String tenantGroup(String tenant) {
        return NameLimit.HOST_GROUP.fit("MOODLE/" + tenant);
    }
}
