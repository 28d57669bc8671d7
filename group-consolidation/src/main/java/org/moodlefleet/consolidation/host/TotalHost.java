package org.moodlefleet.consolidation.host;

import java.util.Map;
import java.util.Set;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.zabbix.names.NameLimit;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.HostTag;

/**
 * The Zabbix side of everything that a tenant has, or the whole fleet: like the host of a group, over a host group that
 * is there anyway.
 *
 * @param name technical name
 * @param visibleName as Zabbix shows it
 * @param members host group of all that is summed up
 * @param groups host groups of this host, so that those see it who may
 */
public record TotalHost(String name, String visibleName, String members, Set<String> groups, Set<HostTag> tags) {

    /** Hosts and templates have their names in common, so it is not the template's. */
    private static final String FLEET = "MOODLE FLEET";

    public TotalHost {
        groups = Set.copyOf(groups);
        tags = Set.copyOf(tags);
    }

    /** @param tenantGroup host group of the tenant's instances, which this host is in too: what it lacks is not summed up */
    public static TotalHost of(String tenant, String visibleName, String tenantGroup) {
        return new TotalHost(
                NameLimit.HOST.fit(GroupHost.GROUPS + " " + tenant),
                visibleName,
                tenantGroup,
                Set.of(GroupHost.GROUPS, tenantGroup),
                Set.of(new HostTag("tenant", tenant)));
    }

    /** @param instances host group of all instances */
    public static TotalHost ofFleet(String visibleName, String instances) {
        return new TotalHost(FLEET, visibleName, instances, Set.of(GroupHost.GROUPS), Set.of());
    }

    /** @param template technical name of template MOODLE GROUP */
    public DesiredHost desired(String template) {
        return new DesiredHost(
                name, visibleName, true, groups, Set.of(template), tags, Map.of(GroupTemplate.MEMBERS, members), "");
    }
}
