package org.moodlefleet.zabbix.provisioning.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Imports a template, then remembers its content's hash at it: in this order, so that a half import is repeated. */
final class TemplateImport {

    private final ProvisioningCalls calls;
    private final OwnerMark mark;

    TemplateImport(ProvisioningCalls calls, OwnerMark mark) {
        this.calls = calls;
        this.mark = mark;
    }

    /** @param fresh whether the server does not have it yet */
    void run(DesiredTemplate template, boolean fresh) {
        calls.make(
                "configuration.import",
                Map.of("format", "yaml", "rules", calls.dialect().importRules(), "source", template.yaml()),
                fresh ? List.of(template.technicalName()) : List.of());
        remember(template);
    }

    private void remember(DesiredTemplate template) {
        Map<String, ?> query = Map.of("output", List.of("host"), "selectMacros", List.of("hostmacroid", "macro"));
        JsonNode stored = calls.find("template.get", "host", List.of(template.technicalName()), query).stream()
                .findFirst()
                .orElseThrow(() -> new ImpossibleChangeException("the import gave no such template"));
        if (!mark.registry().isEmpty()) {
            set(stored, mark.registryMacro(), mark.registry());
        }
        set(stored, mark.contentMacro(), template.contentHash());
    }

    private void set(JsonNode template, String name, String value) {
        for (JsonNode macro : template.path("macros")) {
            if (macro.path("macro").asText().equals(name)) {
                String id = macro.get("hostmacroid").asText();
                calls.call("usermacro.update", Map.of("hostmacroid", id, "value", value));
                return;
            }
        }
        calls.call(
                "usermacro.create",
                Map.of("hostid", template.get("templateid").asText(), "macro", name, "value", value));
    }
}
