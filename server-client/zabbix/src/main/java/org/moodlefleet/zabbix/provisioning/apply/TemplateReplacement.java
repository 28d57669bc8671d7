package org.moodlefleet.zabbix.provisioning.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;

/**
 * Takes hosts off templates in whose place others come. Items stay with their history: the others take over what has
 * their keys. Triggers are known again by their names only, which are in another language, so those of the old ones
 * go. Can be repeated. Blocks.
 */
final class TemplateReplacement {

    private final ProvisioningCalls calls;

    TemplateReplacement(ProvisioningCalls calls) {
        this.calls = calls;
    }

    /** @param names technical names of the templates, linked or not */
    void unlink(Collection<CurrentHost> hosts, Set<String> names) {
        Map<String, String> ids = calls.ids("template.get", "host", "templateid", names);
        List<String> linked = hosts.stream()
                .filter(host -> names.stream().anyMatch(host.templates()::containsKey))
                .map(CurrentHost::hostId)
                .toList();
        if (!linked.isEmpty()) {
            calls.call("host.massremove", Map.of("hostids", linked, "templateids", ids.values()));
        }
        deleteTriggers(hosts.stream().map(CurrentHost::hostId).toList(), ids.values());
    }

    private void deleteTriggers(List<String> hosts, Collection<String> templates) {
        Set<String> names = values(
                calls.call("trigger.get", Map.of("output", List.of("description"), "templateids", templates)),
                "description");
        Set<String> left = values(
                calls.call(
                        "trigger.get",
                        Map.of(
                                "output",
                                List.of("triggerid"),
                                "hostids",
                                hosts,
                                "inherited",
                                false,
                                "filter",
                                Map.of("description", names))),
                "triggerid");
        if (!names.isEmpty() && !left.isEmpty()) {
            calls.call("trigger.delete", left);
        }
    }

    private static Set<String> values(JsonNode all, String property) {
        return StreamSupport.stream(all.spliterator(), false)
                .map(one -> one.get(property).asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
