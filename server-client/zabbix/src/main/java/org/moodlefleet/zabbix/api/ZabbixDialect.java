package org.moodlefleet.zabbix.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The one place for what differs between versions of Zabbix's API. Nothing else may ask for a version.
 *
 * @param version of the server
 */
public record ZabbixDialect(ZabbixVersion version) {

    public ZabbixDialect {
        Objects.requireNonNull(version, "version");
    }

    /** From 6.4 on the secret travels as an HTTP bearer token, before as the property {@code auth} of the request. */
    public boolean bearer() {
        return version.atLeast(6, 4);
    }

    /** Whether the front end has widgets in modules, and the API registers them. */
    public boolean widgetModules() {
        return version.atLeast(6, 4);
    }

    /** Whether dashboards have 72 columns and put positions first in the names of fields; before they had 24. */
    public boolean wideDashboards() {
        return version.atLeast(7, 0);
    }

    /** Whether values can be sent over the API. */
    public boolean historyPush() {
        return version.atLeast(7, 0);
    }

    /** Name of the parameter of {@code user.login} that takes the user's name. */
    public String loginUser() {
        return version.atLeast(5, 4) ? "username" : "user";
    }

    /** Parameter of {@code host.get} that asks for a host's groups. */
    public String selectHostGroups() {
        return separateTemplateGroups() ? "selectHostGroups" : "selectGroups";
    }

    /** Property of a host in the answer to {@link #selectHostGroups()}. */
    public String hostGroups() {
        return separateTemplateGroups() ? "hostgroups" : "groups";
    }

    /** Properties of a host that tell who monitors it, for {@link #byProxy}. */
    public List<String> hostMonitoring() {
        return version.atLeast(7, 0) ? List.of("monitored_by") : List.of("proxy_hostid");
    }

    /** Whether a proxy, or a group of them, monitors the host. */
    public boolean byProxy(JsonNode host) {
        return host.path(hostMonitoring().get(0)).asLong() != 0;
    }

    /** Parameter of {@code usergroup.get} that asks for the rights on host groups. */
    public String selectHostGroupRights() {
        return separateTemplateGroups() ? "selectHostGroupRights" : "selectRights";
    }

    /** Property of a user group that holds its rights on host groups. */
    public String hostGroupRights() {
        return separateTemplateGroups() ? "hostgroup_rights" : "rights";
    }

    /** API object of the groups that templates are in: before 6.2 they shared the host groups. */
    public String templateGroupObject() {
        return separateTemplateGroups() ? "templategroup" : "hostgroup";
    }

    /**
     * Rules for {@code configuration.import} of a template file that is ours as a whole. Triggers, graphs, dashboards
     * and web scenarios that the file no longer has are removed, since they would go on firing; items and discovery
     * rules stay, since removing one removes its history.
     */
    public Map<String, Object> importRules() {
        Map<String, Boolean> upsert = Map.of("createMissing", true, "updateExisting", true);
        Map<String, Boolean> exact = Map.of("createMissing", true, "updateExisting", true, "deleteMissing", true);
        Map<String, Object> rules = new LinkedHashMap<>();
        if (separateTemplateGroups()) {
            rules.put("template_groups", upsert);
            rules.put("host_groups", upsert);
        } else {
            rules.put("groups", upsert);
        }
        rules.put("templates", upsert);
        rules.put("valueMaps", upsert);
        rules.put("items", upsert);
        rules.put("discoveryRules", upsert);
        rules.put("triggers", exact);
        rules.put("graphs", exact);
        rules.put("templateDashboards", exact);
        rules.put("httptests", exact);
        rules.put("templateLinkage", Map.of("createMissing", true));
        return rules;
    }

    private boolean separateTemplateGroups() {
        return version.atLeast(6, 2);
    }
}
