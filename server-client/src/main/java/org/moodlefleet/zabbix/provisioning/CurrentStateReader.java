package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.provisioning.CurrentState.CurrentTemplate;

/** Reads from Zabbix what a plan needs to know. Blocks. */
final class CurrentStateReader {

    private static final int OPERATOR_EQUALS = 1;

    private final Calls calls;
    private final OwnerMark mark;

    CurrentStateReader(Calls calls, OwnerMark mark) {
        this.calls = calls;
        this.mark = mark;
    }

    CurrentState read(DesiredState desired) {
        HostReader hosts = new HostReader(calls.dialect());
        List<CurrentHost> owned = hosts
                .hosts(calls.call(
                        "host.get",
                        hosts.query(Map.of(
                                "tags",
                                List.of(Map.of(
                                        "tag", mark.tag(), "value", mark.value(), "operator", OPERATOR_EQUALS))))))
                .stream()
                .filter(host -> !host.name().equals(mark.registerHost()))
                .toList();
        Set<String> ownedIds = owned.stream().map(CurrentHost::hostId).collect(Collectors.toSet());
        List<JsonNode> foreign = foreign(desired, ownedIds);
        return new CurrentState(
                calls.ids("hostgroup.get", "name", "groupid", desired.hostGroups())
                        .keySet(),
                templates(desired),
                owned,
                names(foreign, "host"),
                names(foreign, "name"));
    }

    private Map<String, CurrentTemplate> templates(DesiredState desired) {
        Set<String> names = Stream.concat(
                        desired.templates().stream().map(DesiredTemplate::technicalName),
                        desired.hosts().stream().flatMap(host -> host.templates().stream()))
                .collect(Collectors.toSet());
        Map<String, CurrentTemplate> templates = new HashMap<>();
        Map<String, ?> query =
                Map.of("output", List.of("templateid", "host", "uuid"), "selectMacros", List.of("macro", "value"));
        calls.find("template.get", "host", names, query)
                .forEach(template -> templates.put(
                        template.get("host").asText(),
                        new CurrentTemplate(template.path("uuid").asText(), contentHash(template))));
        return templates;
    }

    private String contentHash(JsonNode template) {
        for (JsonNode macro : template.path("macros")) {
            if (macro.path("macro").asText().equals(mark.contentMacro())) {
                return macro.path("value").asText();
            }
        }
        return "";
    }

    /**
     * Hosts and templates that are not ours. All of them are asked for: no method finds names whatever their letter
     * case.
     */
    private List<JsonNode> foreign(DesiredState desired, Set<String> ownedIds) {
        if (desired.hosts().isEmpty()) {
            return List.of();
        }
        List<JsonNode> foreign = new ArrayList<>();
        calls.call("host.get", Map.of("output", List.of("hostid", "host", "name")))
                .forEach(host -> {
                    if (!ownedIds.contains(host.path("hostid").asText())) {
                        foreign.add(host);
                    }
                });
        calls.call("template.get", Map.of("output", List.of("templateid", "host", "name")))
                .forEach(foreign::add);
        return foreign;
    }

    private static Set<String> names(List<JsonNode> all, String property) {
        return all.stream().map(one -> one.path(property).asText()).collect(Collectors.toSet());
    }
}
