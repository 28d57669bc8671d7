package org.moodlefleet.zabbix.template;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parts of one template as the maps that the import file consists of; empty values are left out. */
final class TemplateParts {

    private final ZabbixTemplate template;
    private final Map<String, ValueMap> valueMaps;
    private final Map<String, TemplateTrigger> triggers;

    TemplateParts(ZabbixTemplate template) {
        this.template = template;
        this.valueMaps = template.valueMaps().stream().collect(Collectors.toMap(ValueMap::id, Function.identity()));
        this.triggers =
                template.triggers().stream().collect(Collectors.toMap(TemplateTrigger::id, Function.identity()));
    }

    Map<String, Object> template() {
        Part part = new Part()
                .with("uuid", uuid("template", ""))
                .with("template", template.technicalName())
                .with("name", template.name())
                .with("description", template.description())
                .with("groups", List.of(Map.of("name", template.templateGroup())))
                .with("items", sorted(template.items(), TemplateItem::key, item -> item("item", item)))
                .with("discovery_rules", sorted(template.discoveryRules(), DiscoveryRule::key, this::discoveryRule))
                .with("httptests", sorted(template.webScenarios(), WebScenario::id, this::webScenario))
                .with("macros", sorted(template.macros(), TemplateMacro::macro, TemplateParts::macro))
                .with("valuemaps", sorted(template.valueMaps(), ValueMap::id, this::valueMap));
        return part.fields;
    }

    /** Not inside items, where the format also allows them: a trigger may rest on several. */
    List<Object> triggers() {
        return sorted(template.triggers(), TemplateTrigger::id, this::trigger);
    }

    private Object discoveryRule(DiscoveryRule rule) {
        return new Part()
                .with("uuid", uuid("discovery rule", rule.key()))
                .with("name", rule.name())
                .with("type", "TRAP")
                .with("key", rule.key())
                .with("delay", "0")
                .with("lifetime", rule.lifetime())
                .with("description", rule.description())
                .with(
                        "item_prototypes",
                        sorted(rule.prototypes(), TemplateItem::key, item -> item("item prototype", item)))
                .fields;
    }

    private Object item(String kind, TemplateItem item) {
        Part part = new Part()
                .with("uuid", uuid(kind, item.key()))
                .with("name", item.name())
                .with("type", item.kind() instanceof ItemKind.Trapper ? "TRAP" : "CALCULATED")
                .with("key", item.key())
                .with("delay", item.kind() instanceof ItemKind.Calculated calculated ? calculated.delay() : "0")
                .with("history", item.history())
                .with("trends", item.valueType().numeric() ? item.trends() : "0")
                .with("value_type", item.valueType().name())
                .with("units", item.units())
                .with("description", item.description());
        if (item.kind() instanceof ItemKind.Calculated calculated) {
            part.with("params", calculated.formula()).with("preprocessing", preprocessing(calculated.failing()));
        }
        if (!item.valueMap().isEmpty()) {
            part.with("valuemap", Map.of("name", valueMaps.get(item.valueMap()).name()));
        }
        List<Object> tags = item.tags().entrySet().stream()
                .<Object>map(tag -> new Part().with("tag", tag.getKey()).with("value", tag.getValue()).fields)
                .toList();
        return part.with("tags", tags).fields;
    }

    private static List<Object> preprocessing(ItemKind.Failing failing) {
        if (failing == ItemKind.Failing.UNSUPPORTED) {
            return List.of();
        }
        Part step = new Part().with("type", "CHECK_NOT_SUPPORTED").with("parameters", List.of(""));
        return List.of(
                failing == ItemKind.Failing.ZERO
                        ? step.with("error_handler", "CUSTOM_VALUE").with("error_handler_params", "0").fields
                        : step.with("error_handler", "DISCARD_VALUE").fields);
    }

    private Object trigger(TemplateTrigger trigger) {
        Part part = new Part()
                .with("uuid", uuid("trigger", trigger.id()))
                .with("expression", trigger.expression())
                .with("recovery_mode", trigger.recoveryExpression().isEmpty() ? "" : "RECOVERY_EXPRESSION")
                .with("recovery_expression", trigger.recoveryExpression())
                .with("name", trigger.name())
                .with("opdata", trigger.operationalData())
                .with("priority", trigger.severity().name())
                .with("description", trigger.description())
                .with("manual_close", trigger.manualClose() ? "YES" : "");
        List<Object> dependencies = trigger.dependencies().stream()
                .map(triggers::get)
                .<Object>map(other -> new Part()
                        .with("name", other.name())
                        .with("expression", other.expression())
                        .with("recovery_expression", other.recoveryExpression())
                        .fields)
                .toList();
        return part.with("dependencies", dependencies).fields;
    }

    private Object webScenario(WebScenario scenario) {
        return new Part()
                .with("uuid", uuid("web scenario", scenario.id()))
                .with("name", scenario.name())
                .with("delay", scenario.delay())
                .with("attempts", String.valueOf(scenario.attempts()))
                .with("http_proxy", scenario.proxy())
                .with("verify_peer", "YES")
                .with("verify_host", "YES")
                .with(
                        "steps",
                        scenario.steps().stream().map(TemplateParts::step).toList())
                .fields;
    }

    private static Object step(WebScenario.Step step) {
        return new Part()
                .with("name", step.name())
                .with("url", step.url())
                .with("follow_redirects", step.followRedirects() ? "" : "NO")
                .with("timeout", step.timeout())
                .with("required", step.required())
                .with("status_codes", step.statusCodes())
                .fields;
    }

    private Object valueMap(ValueMap map) {
        List<Object> mappings = map.mappings().entrySet().stream()
                .<Object>map(m -> new Part().with("value", m.getKey()).with("newvalue", m.getValue()).fields)
                .toList();
        return new Part()
                .with("uuid", uuid("value map", map.id()))
                .with("name", map.name())
                .with("mappings", mappings)
                .fields;
    }

    private static Object macro(TemplateMacro macro) {
        return new Part()
                .with("macro", macro.macro())
                .with("value", macro.value())
                .with("description", macro.description())
                .fields;
    }

    private String uuid(String kind, String stableName) {
        return StableUuid.of(template.technicalName(), kind, stableName);
    }

    private static <T> List<Object> sorted(Collection<T> all, Function<T, String> key, Function<T, Object> part) {
        return all.stream().sorted(Comparator.comparing(key)).map(part).toList();
    }

    /** Fields in the order they are written. */
    private static final class Part {
        private final Map<String, Object> fields = new LinkedHashMap<>();

        Part with(String field, String value) {
            if (!value.isEmpty()) {
                fields.put(field, value);
            }
            return this;
        }

        Part with(String field, Object value) {
            if (!(value instanceof List<?> list && list.isEmpty())) {
                fields.put(field, value);
            }
            return this;
        }
    }
}
