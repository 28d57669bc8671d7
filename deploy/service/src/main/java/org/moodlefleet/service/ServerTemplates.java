package org.moodlefleet.service;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.zabbix.TemplateExport;
import org.moodlefleet.consolidation.GroupTemplate;
import org.moodlefleet.consolidation.view.Items;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.provisioning.DesiredTemplate;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/**
 * The templates as Zabbix has them, where a template has one language: those in the operator's are called what they are
 * called, those in another have it behind their names.
 */
final class ServerTemplates {

    private final Language operator;
    private final Map<Language, List<DesiredTemplate>> desired = new EnumMap<>(Language.class);
    private final Map<Language, Items> items = new EnumMap<>(Language.class);

    /** Takes a second for each language. */
    ServerTemplates(List<Template> templates, GroupTemplate groupTemplate, Language operator) {
        this.operator = operator;
        for (Language language : Language.values()) {
            List<ZabbixTemplate> all = Stream.concat(
                            templates.stream().map(template -> TemplateExport.of(template, language)),
                            Stream.of(groupTemplate.in(language)))
                    .toList();
            desired.put(
                    language,
                    all.stream().map(template -> desired(template, language)).toList());
            items.put(language, new ServerItems(templates, all));
        }
    }

    /** The one that stands for a template at hosts of this language. */
    String name(String template, Language language) {
        return language == operator ? template : template + " " + language.tag();
    }

    Items items(Language language) {
        return items.get(language);
    }

    List<DesiredTemplate> in(Set<Language> languages) {
        return languages.stream()
                .sorted()
                .flatMap(language -> desired.get(language).stream())
                .toList();
    }

    private DesiredTemplate desired(ZabbixTemplate template, Language language) {
        String name = name(template.technicalName(), language);
        Set<String> others = Stream.of(Language.values())
                .filter(other -> other != language)
                .map(other -> name(template.technicalName(), other))
                .collect(Collectors.toSet());
        return DesiredTemplate.of(name, TemplateYaml.write(template.named(name)))
                .replacing(others);
    }
}
