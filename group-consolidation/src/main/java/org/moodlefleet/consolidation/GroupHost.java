package org.moodlefleet.consolidation;

import java.util.Map;
import java.util.Set;
import org.moodlefleet.zabbix.provisioning.DesiredHost;
import org.moodlefleet.zabbix.provisioning.HostTag;

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
        return GROUPS + "/" + tenant + "/" + group;
    }

    /** Technical name of the group's host. */
    public String hostName() {
        return "MOODLE GROUP " + tenant + " " + group;
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
                Set.of(new HostTag("tenant", tenant), new HostTag("group", group)),
                Map.of(GroupTemplate.MEMBERS, membersGroup()),
                "");
    }
}
