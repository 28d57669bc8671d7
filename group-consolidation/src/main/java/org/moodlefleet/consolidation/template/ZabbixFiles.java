package org.moodlefleet.consolidation.template;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.group.GroupTemplate;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.template.TemplateYaml;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/** The templates as files for import by hand; {@code templates/zabbix} holds them, generated. */
public final class ZabbixFiles {

    private ZabbixFiles() {}

    /** @return content by path, such as {@code fr/moodle.yaml} */
    public static Map<String, String> of(List<Template> templates) {
        Map<String, String> files = new TreeMap<>();
        for (Language language : Language.values()) {
            for (Template template : templates) {
                put(files, language, template.id(), TemplateExport.of(template, language));
            }
            put(files, language, "moodle-group", GroupTemplate.shipped().in(language));
        }
        return files;
    }

    /** @param id its folder among the templates, of which there is one */
    private static void put(Map<String, String> files, Language language, String id, ZabbixTemplate template) {
        files.put(language.tag() + "/" + id + ".yaml", TemplateYaml.write(template));
    }
}
