package org.moodlefleet.zabbix.provisioning.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.plan.WidgetChange.RegisterWidget;
import org.moodlefleet.zabbix.provisioning.plan.WidgetChange.UnregisterWidget;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Plans the widgets of the front end: reads which are registered, and which files the front end serves. */
public final class WidgetPlanner implements ResourcePlanner {

    private final ProvisioningCalls calls;
    private final OwnerMark mark;
    private final Widgets widgets;

    public WidgetPlanner(ProvisioningCalls calls, OwnerMark mark, Widgets widgets) {
        this.calls = calls;
        this.mark = mark;
        this.widgets = widgets;
    }

    @Override
    public String resources() {
        return "widgets";
    }

    @Override
    public Plan plan() {
        if (!calls.dialect().widgetModules()) {
            return new Plan(List.of(), List.of());
        }
        Map<String, JsonNode> registered = new HashMap<>();
        calls.call("module.get", Map.of("output", List.of("moduleid", "id", "config")))
                .forEach(module -> registered.put(module.path("id").asText(), module));
        List<Change> changes = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        for (WidgetModule module : widgets.known()) {
            JsonNode there = registered.get(module.id());
            boolean ours = there != null
                    && there.path("config").path(mark.tag()).asText().equals(mark.value())
                    && List.of("", mark.registry())
                            .contains(
                                    there.path("config").path(HostTag.REGISTRY).asText());
            if (!widgets.wanted() && ours) {
                changes.add(unregister(module, there, "it is no longer wanted"));
            } else if (widgets.wanted() && (there == null || ours)) {
                String missing = missing(module);
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
    private String missing(WidgetModule module) {
        return module.files().entrySet().stream()
                .filter(file -> !calls.serves("modules/" + file.getKey(), file.getValue()))
                .map(file -> "modules/" + file.getKey())
                .sorted()
                .findFirst()
                .orElse("");
    }
}
