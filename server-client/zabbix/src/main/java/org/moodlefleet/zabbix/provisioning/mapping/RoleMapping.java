package org.moodlefleet.zabbix.provisioning.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.state.DesiredRole;

/**
 * Rules of a role with the least interface. Each version of Zabbix has other pages and actions, and what a role does not
 * mention is allowed to it: so the names of all are taken from a role that exists.
 */
final class RoleMapping implements ObjectMapping<DesiredRole> {

    private static final Set<String> PAGES =
            Set.of("monitoring.dashboard", "monitoring.problems", "monitoring.hosts", "monitoring.latest_data");
    private static final String USER_TYPE = "1";

    private final ProvisioningCalls calls;

    RoleMapping(ProvisioningCalls calls) {
        this.calls = calls;
    }

    @Override
    public Map<String, Object> query() {
        return Map.of("output", List.of("roleid", "name", "type"), "selectRules", "extend");
    }

    @Override
    public List<String> differences(DesiredRole wanted, JsonNode there) {
        List<String> differences = new ArrayList<>();
        JsonNode rules = there.path("rules");
        if (!there.path("type").asText().equals(USER_TYPE)) {
            differences.add("type");
        }
        if (!enabled(rules.path("ui")).equals(PAGES) || allowed(rules, "ui.default_access")) {
            differences.add("pages");
        }
        if (!enabled(rules.path("actions")).isEmpty() || allowed(rules, "actions.default_access")) {
            differences.add("actions");
        }
        if (allowed(rules, "api.access")) {
            differences.add("API access");
        }
        if (allowed(rules, "services.read.mode") || allowed(rules, "services.write.mode")) {
            differences.add("services");
        }
        return differences;
    }

    @Override
    public Map<String, Object> params(DesiredRole wanted) {
        JsonNode known = knownRules();
        Map<String, Object> rules = new HashMap<>();
        rules.put("ui", statuses(known.path("ui"), PAGES));
        rules.put("ui.default_access", "0");
        rules.put("actions", statuses(known.path("actions"), Set.of()));
        rules.put("actions.default_access", "0");
        rules.put("api.access", "0");
        rules.put("services.read.mode", "0");
        rules.put("services.read.list", List.of());
        rules.put("services.write.mode", "0");
        rules.put("services.write.list", List.of());
        return Map.of("name", wanted.name(), "type", USER_TYPE, "rules", rules);
    }

    @Override
    public Map<String, Object> retirement(String name) {
        return Map.of();
    }

    private JsonNode knownRules() {
        Map<String, ?> ordinary =
                Map.of("output", List.of("roleid"), "selectRules", "extend", "filter", Map.of("type", USER_TYPE));
        JsonNode roles = calls.call("role.get", ordinary);
        if (roles.isEmpty()) {
            throw new ImpossibleChangeException("Zabbix has no role of the type User, whose pages could be looked up");
        }
        return roles.get(0).path("rules");
    }

    private static List<Map<String, String>> statuses(JsonNode elements, Set<String> allowed) {
        List<Map<String, String>> statuses = new ArrayList<>();
        for (JsonNode element : elements) {
            String name = element.path("name").asText();
            statuses.add(Map.of("name", name, "status", allowed.contains(name) ? "1" : "0"));
        }
        return statuses;
    }

    private static Set<String> enabled(JsonNode elements) {
        Set<String> enabled = new HashSet<>();
        for (JsonNode element : elements) {
            if (allowed(element, "status")) {
                enabled.add(element.path("name").asText());
            }
        }
        return enabled;
    }

    private static boolean allowed(JsonNode rules, String rule) {
        return rules.path(rule).asText("0").equals("1");
    }
}
