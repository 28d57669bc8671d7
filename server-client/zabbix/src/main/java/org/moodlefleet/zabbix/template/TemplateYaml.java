package org.moodlefleet.zabbix.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes templates as an import file of format version 6.0, which Zabbix 6.0, 6.4 and 7.0 read. Equal templates give
 * equal bytes: parts stand in the order of their keys, and there is no date.
 */
public final class TemplateYaml {

    /** Strings stay quoted: Zabbix refuses {@code trends: 0} and takes {@code 1e5} for a number. */
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private TemplateYaml() {}

    public static String write(ZabbixTemplate template) {
        return write(List.of(template));
    }

    /** Several templates in one file, for example when items of one are used by another. */
    public static String write(List<ZabbixTemplate> templates) {
        Map<String, Object> export = new LinkedHashMap<>();
        export.put("version", "6.0");
        export.put(
                "groups",
                templates.stream()
                        .map(ZabbixTemplate::templateGroup)
                        .distinct()
                        .sorted()
                        .map(TemplateYaml::group)
                        .toList());
        List<TemplateParts> parts = templates.stream().map(TemplateParts::new).toList();
        export.put("templates", parts.stream().map(TemplateParts::template).toList());
        List<Object> triggers =
                parts.stream().flatMap(p -> p.triggers().stream()).toList();
        if (!triggers.isEmpty()) {
            export.put("triggers", triggers);
        }
        try {
            return YAML.writeValueAsString(Map.of("zabbix_export", export));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text can always be written", e);
        }
    }

    private static Map<String, Object> group(String name) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("uuid", StableUuid.of("group", name));
        group.put("name", name);
        return group;
    }
}
