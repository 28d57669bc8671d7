package org.moodlefleet.consolidation.template;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.dashboard.Items;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/**
 * The templates as Zabbix has them, where a template has one language. What one is called, and so its uuids, rest on its
 * own language alone, and no setting ever makes it another's: the English ones are called what they are called, those in
 * another language have it behind their names.
 */
public final class ServerTemplates {

    private final Map<Language, List<DesiredTemplate>> desired = new EnumMap<>(Language.class);
    private final Map<Language, Items> items = new EnumMap<>(Language.class);

    /** Takes a second for each language. */
    public ServerTemplates(List<Template> templates, GroupTemplate groupTemplate) {
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
    public static String name(String template, Language language) {
        return language == Language.EN ? template : tagged(template, language);
    }

    private static String tagged(String template, Language language) {
        return template + " " + language.tag();
    }

    /** What templates of any language are called, now or one day: no host can have the same name. */
    public Stream<String> names() {
        return desired.values().stream().flatMap(List::stream).map(DesiredTemplate::technicalName);
    }

    public Items items(Language language) {
        return items.get(language);
    }

    public List<DesiredTemplate> in(Set<Language> languages) {
        return languages.stream()
                .sorted()
                .flatMap(language -> desired.get(language).stream())
                .toList();
    }

    private static DesiredTemplate desired(ZabbixTemplate template, Language language) {
        String name = name(template.technicalName(), language);
        // earlier versions gave each language, English too, either name
        Set<String> others = Stream.concat(
                        Stream.of(template.technicalName()),
                        Stream.of(Language.values()).map(other -> tagged(template.technicalName(), other)))
                .filter(other -> !other.equals(name))
                .collect(Collectors.toSet());
        return DesiredTemplate.of(name, TemplateYaml.write(template.named(name)))
                .replacing(others);
    }
}
