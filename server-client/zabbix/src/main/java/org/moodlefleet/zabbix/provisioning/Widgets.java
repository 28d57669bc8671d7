package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.plan.Change;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.plan.WidgetChange.RegisterWidget;
import org.moodlefleet.zabbix.provisioning.plan.WidgetChange.UnregisterWidget;
import org.moodlefleet.zabbix.provisioning.plan.WidgetModule;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/**
 * The widgets that we know, and whether they are wanted. What an operator registered or disabled stays as it is; before
 * Zabbix 6.4 there is nothing to do. Needs an account of type Super admin.
 *
 * @param known all widgets that we register or have registered
 * @param wanted whether those whose files are there shall be registered; otherwise those of ours go
 */
public record Widgets(List<WidgetModule> known, boolean wanted) {

    public Widgets {
        known = List.copyOf(known);
    }

    /** Blocks. */
    Plan plan(ProvisioningCalls calls, OwnerMark mark) {
        if (!calls.dialect().widgetModules()) {
            return new Plan(List.of(), List.of());
        }
        Map<String, JsonNode> registered = new HashMap<>();
        calls.call("module.get", Map.of("output", List.of("moduleid", "id", "config")))
                .forEach(module -> registered.put(module.path("id").asText(), module));
        List<Change> changes = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        for (WidgetModule module : known) {
            JsonNode there = registered.get(module.id());
            boolean ours = there != null
                    && there.path("config").path(mark.tag()).asText().equals(mark.value())
                    && List.of("", mark.registry())
                            .contains(
                                    there.path("config").path(HostTag.REGISTRY).asText());
            if (!wanted && ours) {
                changes.add(unregister(module, there, "it is no longer wanted"));
            } else if (wanted && (there == null || ours)) {
                String missing = missing(calls, module);
                if (missing.isEmpty() && there == null) {
                    changes.add(new RegisterWidget(module, mark));
                } else if (!missing.isEmpty() && ours) {
                    changes.add(unregister(module, there, "the front end has no " + missing));
                } else if (!missing.isEmpty()) {
                    conflicts.add("widget " + module.id() + " is wanted, but the front end has no " + missing
                            + "; copy the widgets into its folder modules, or switch them off");
                }
            }
        }
        return new Plan(changes, conflicts);
    }

    private static UnregisterWidget unregister(WidgetModule module, JsonNode there, String cause) {
        return new UnregisterWidget(there.path("moduleid").asText(), module.id(), cause);
    }

    /** @return the first file that is missing, empty when all are there */
    private static String missing(ProvisioningCalls calls, WidgetModule module) {
        return module.files().entrySet().stream()
                .filter(file -> !calls.serves("modules/" + file.getKey(), file.getValue()))
                .map(file -> "modules/" + file.getKey())
                .sorted()
                .findFirst()
                .orElse("");
    }
}
