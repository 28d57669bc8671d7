package org.moodlefleet.consolidation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TemplateMacro;
import org.moodlefleet.zabbix.template.ValueType;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/**
 * Template MOODLE GROUP as it is declared in {@code templates/moodle-group}.
 *
 * @param name as Zabbix shows it
 * @param history how long single values are kept
 * @param trends how long hourly trends are kept
 */
public record GroupTemplate(
        String name,
        String templateGroup,
        Localized description,
        String history,
        String trends,
        List<ConsolidatedMeasure> measures) {

    private static final String RESOURCE = "/templates/moodle-group/template.yaml";

    private static final Localized MEMBERS_DESCRIPTION =
            new Localized("Host group of the members", "Groupe d'hôtes des membres");

    public GroupTemplate {
        measures = List.copyOf(measures);
    }

    /** The template that ships with the program. */
    public static GroupTemplate shipped() {
        try (InputStream in = GroupTemplate.class.getResourceAsStream(RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Documents.readYaml(RESOURCE, text, GroupTemplate.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DocumentException e) {
            throw new IllegalStateException("a template that we ship is broken: " + e.getMessage(), e);
        }
    }

    /** The template that Zabbix imports. */
    public ZabbixTemplate in(Language language) {
        return new ZabbixTemplate(
                name,
                name,
                description.in(language),
                templateGroup,
                List.of(new TemplateMacro(ConsolidatedMeasure.MEMBERS, "", MEMBERS_DESCRIPTION.in(language))),
                List.of(),
                measures.stream().map(measure -> item(measure, language)).toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private TemplateItem item(ConsolidatedMeasure measure, Language language) {
        ValueType type = measure.type() == ConsolidatedMeasure.Type.FLOAT ? ValueType.FLOAT : ValueType.UNSIGNED;
        return TemplateItem.calculated(
                        measure.itemKey(), measure.name().in(language), type, measure.formula(), measure.interval())
                .withDescription(measure.description().in(language))
                .withUnits(measure.unit() == null ? "" : measure.unit())
                .withStorage(history, trends)
                .withTags(Map.of("domain", "group"));
    }
}
