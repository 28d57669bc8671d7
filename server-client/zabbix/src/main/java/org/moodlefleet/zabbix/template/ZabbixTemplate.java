package org.moodlefleet.zabbix.template;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A template: what every host that it is linked to gets.
 *
 * @param technicalName unique in Zabbix, stands in expressions as {@code /technicalName/key}; changing it makes another
 *     template
 * @param name shown to users; empty = technical name
 * @param description may be empty
 * @param templateGroup group of templates that it is filed in, such as {@code Templates/Moodle}
 */
public record ZabbixTemplate(
        String technicalName,
        String name,
        String description,
        String templateGroup,
        List<TemplateMacro> macros,
        List<ValueMap> valueMaps,
        List<TemplateItem> items,
        List<DiscoveryRule> discoveryRules,
        List<TemplateTrigger> triggers,
        List<WebScenario> webScenarios) {

    /** Another template of the same content: with a technical name, and so with uuids, of its own. */
    public ZabbixTemplate named(String otherName) {
        return new ZabbixTemplate(
                otherName,
                otherName,
                description,
                templateGroup,
                macros,
                valueMaps,
                items,
                discoveryRules,
                triggers.stream()
                        .map(trigger -> trigger.of(technicalName, otherName))
                        .toList(),
                webScenarios);
    }

    /** @throws IllegalArgumentException when something stands twice, or names something that is not there */
    public ZabbixTemplate {
        name = name.isEmpty() ? technicalName : name;
        macros = List.copyOf(macros);
        valueMaps = List.copyOf(valueMaps);
        items = List.copyOf(items);
        discoveryRules = List.copyOf(discoveryRules);
        triggers = List.copyOf(triggers);
        webScenarios = List.copyOf(webScenarios);
        requireUnique(technicalName, "macro", macros, TemplateMacro::macro);
        requireUnique(technicalName, "item", items, TemplateItem::key);
        requireUnique(technicalName, "discovery rule", discoveryRules, DiscoveryRule::key);
        List<TemplateItem> prototypes = discoveryRules.stream()
                .flatMap(rule -> rule.prototypes().stream())
                .toList();
        requireUnique(technicalName, "item prototype", prototypes, TemplateItem::key);
        requireUnique(technicalName, "web scenario", webScenarios, WebScenario::id);
        Set<String> maps = requireUnique(technicalName, "value map", valueMaps, ValueMap::id);
        Set<String> triggerIds = requireUnique(technicalName, "trigger", triggers, TemplateTrigger::id);
        for (TemplateItem item :
                Stream.concat(items.stream(), prototypes.stream()).toList()) {
            if (!item.valueMap().isEmpty()) {
                requireKnown(technicalName, "item " + item.key(), "value map", item.valueMap(), maps);
            }
        }
        for (TemplateTrigger trigger : triggers) {
            for (String other : trigger.dependencies()) {
                requireKnown(technicalName, "trigger " + trigger.id(), "trigger", other, triggerIds);
            }
        }
    }

    private static <T> Set<String> requireUnique(
            String template, String kind, Collection<T> all, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = all.stream().map(id).filter(i -> !seen.add(i)).collect(Collectors.toSet());
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException("template " + template + ": " + kind + " declared twice: " + twice);
        }
        return seen;
    }

    private static void requireKnown(String template, String who, String kind, String id, Set<String> known) {
        if (!known.contains(id)) {
            throw new IllegalArgumentException(
                    "template " + template + ": " + who + " names " + kind + " " + id + ", which is not declared");
        }
    }
}
