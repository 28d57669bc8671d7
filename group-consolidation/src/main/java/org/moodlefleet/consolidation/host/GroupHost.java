package org.moodlefleet.consolidation.host;

import java.util.Map;
import java.util.Set;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.HostTag;

/**
 * The Zabbix side of a group: a host group that holds its members, and a host that carries the template.
 *
 * @param tenant id of the tenant
 * @param group id of the group, unique within the tenant
 * @param visibleName as Zabbix shows it
 */
public record GroupHost(String tenant, String group, String visibleName) {

    /** Host group of all group hosts. */
    public static final String GROUPS = "MOODLE GROUP";

    /** Host group that the members of the group are in, and nobody else. */
    public String membersGroup() {
        return NameLimit.HOST_GROUP.fit(GROUPS + "/" + tenant + "/" + group);
    }

    /** Technical name of the group's host; of a long tenant's long group with a hash at its end. */
    public String hostName() {
        return NameLimit.HOST.fit(GROUPS + " " + tenant + " " + group);
    }

    /** Tags by which the host is known. */
    public Set<HostTag> identity() {
        return Set.of(new HostTag("tenant", tenant), new HostTag("group", group));
    }

    /**
     * @param tenantGroup host group of the tenant, so that its users see the host
     * @param template technical name of template MOODLE GROUP
     */
    public DesiredHost desired(String tenantGroup, String template) {
        return new DesiredHost(
                hostName(),
                visibleName,
                true,
                Set.of(GROUPS, tenantGroup),
                Set.of(template),
                identity(),
                Map.of(GroupTemplate.MEMBERS, membersGroup()),
                "");
    }
}
