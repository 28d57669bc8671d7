package org.moodlefleet.zabbix.provisioning.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;

/** Rights of a user group, exactly. */
final class UserGroupMapping implements ObjectMapping<DesiredUserGroup> {

    private static final String READ = "2";

    private final ObjectNames names;

    UserGroupMapping(ObjectNames names) {
        this.names = names;
    }

    @Override
    public Map<String, Object> query() {
        return Map.of(
                "output",
                List.of("usrgrpid", "name", "users_status", "gui_access"),
                names.dialect().selectHostGroupRights(),
                List.of("id", "permission"));
    }

    @Override
    public List<String> differences(DesiredUserGroup wanted, JsonNode there) {
        List<String> differences = new ArrayList<>();
        if (!there.path("users_status").asText().equals(status(wanted.enabled()))) {
            differences.add(wanted.enabled() ? "enable" : "disable");
        }
        if (!there.path("gui_access").asText().equals("0")) {
            differences.add("access to the interface");
        }
        Map<String, String> rights = new HashMap<>();
        there.path(names.dialect().hostGroupRights())
                .forEach(right -> rights.put(
                        right.path("id").asText(), right.path("permission").asText()));
        for (String group : new TreeSet<>(wanted.readable())) {
            String id = names.known(names.hostGroups(), group);
            if (!READ.equals(rights.remove(id))) {
                differences.add("+right " + group);
            }
        }
        new TreeSet<>(rights.keySet()).forEach(id -> differences.add("-right on host group id " + id));
        return differences;
    }

    @Override
    public Map<String, Object> params(DesiredUserGroup wanted) {
        return Map.of(
                "name",
                wanted.name(),
                "users_status",
                status(wanted.enabled()),
                "gui_access",
                "0",
                names.dialect().hostGroupRights(),
                // a host group that could not be made, which is told, costs no other right
                wanted.readable().stream()
                        .filter(names.hostGroups()::containsKey)
                        .sorted()
                        .map(group -> Map.of("id", names.id(names.hostGroups(), group), "permission", READ))
                        .toList());
    }

    @Override
    public Map<String, Object> retirement(String name) {
        return Map.of("users_status", status(false));
    }

    private static String status(boolean enabled) {
        return enabled ? "0" : "1";
    }
}
