package org.moodlefleet.consolidation.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Segment;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.TemplateExtras;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Units;
import org.moodlefleet.zabbix.template.DiscoveryRule;
import org.moodlefleet.zabbix.template.ItemKind;
import org.moodlefleet.zabbix.template.Severity;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TemplateMacro;
import org.moodlefleet.zabbix.template.TemplateTrigger;
import org.moodlefleet.zabbix.template.ValueMap;
import org.moodlefleet.zabbix.template.ValueType;
import org.moodlefleet.zabbix.template.WebScenario;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

/** Derives the Zabbix template from the measure sets: an item for each measure, an item prototype for one of segments. */
public final class TemplateExport {

    /** Units that Zabbix scales by itself and should; others get a '!' so that 12,000 users stay 12,000, not 12 K. */
    private static final List<String> SCALED = List.of("s", "unixtime", "B", "%");

    /** How long Zabbix keeps what it knows of a segment that is gone. */
    private static final String LOST_SEGMENTS = "365d";

    private static final String CALCULATED_EVERY = "1h";

    private final Template template;
    private final TemplateExtras side;
    private final Language language;

    private TemplateExport(Template template, Language language) {
        this.template = template;
        this.side = template.zabbix();
        this.language = language;
    }

    public static ZabbixTemplate of(Template template, Language language) {
        return new TemplateExport(template, language).export();
    }

    private ZabbixTemplate export() {
        return new ZabbixTemplate(
                template.name(),
                template.name(),
                side.description().in(language),
                side.templateGroup(),
                side.macros().stream()
                        .map(m -> new TemplateMacro(
                                m.macro(), m.value(), m.description().in(language)))
                        .toList(),
                side.valueMaps().stream().map(this::valueMap).toList(),
                template.sets().stream()
                        .filter(set -> set.segment() == null)
                        .flatMap(set -> set.measures().stream().map(measure -> item(set, measure)))
                        .toList(),
                template.segments().values().stream().map(this::discoveryRule).toList(),
                side.triggers().stream().map(this::trigger).toList(),
                side.webScenarios().stream().map(TemplateExport::webScenario).toList());
    }

    private TemplateItem item(MeasureSet set, Measure measure) {
        TemplateExtras.Storage storage = side.storage().get(set.rate());
        TemplateItem item = made(measure)
                .withDescription(measure.description().in(language))
                .withUnits(units(measure))
                .withStorage(storage.history(), type(measure).numeric() ? storage.trends() : "")
                .withTags(Map.of(
                        "domain",
                        measure.key().split("\\[")[0].split("\\.")[1],
                        "rate",
                        set.rate().label()));
        String valueMap = side.displayValueMaps().get(measure.key());
        return valueMap == null ? item : item.withValueMap(valueMap);
    }

    private TemplateItem made(Measure measure) {
        String name = measure.name().in(language);
        return measure.formula() == null
                ? TemplateItem.trapper(measure.key(), name, type(measure))
                : TemplateItem.calculated(
                        measure.key(),
                        name,
                        type(measure),
                        new ItemKind.Calculated(measure.formula(), CALCULATED_EVERY, ItemKind.Failing.NO_VALUE));
    }

    private DiscoveryRule discoveryRule(Segment segment) {
        List<TemplateItem> prototypes = template.sets().stream()
                .filter(set -> template.segmentOf(set).equals(Optional.of(segment)))
                .flatMap(set -> set.measures().stream()
                        .map(measure -> item(set, measure).withName(prototypeName(measure, segment))))
                .toList();
        return new DiscoveryRule(
                segment.discovery(),
                segment.name().in(language),
                segment.description().in(language),
                LOST_SEGMENTS,
                prototypes);
    }

    private String prototypeName(Measure measure, Segment segment) {
        return measure.name().in(language) + (language == Language.FR ? " : " : ": ") + segment.nameMacro();
    }

    private static ValueType type(Measure measure) {
        return switch (measure.type()) {
            case UNSIGNED -> ValueType.UNSIGNED;
            case FLOAT -> ValueType.FLOAT;
            case TEXT -> ValueType.TEXT;
        };
    }

    private String units(Measure measure) {
        String unit = measure.unit();
        if (unit == null || measure.type() == org.moodlefleet.collector.measure.ValueType.TEXT) {
            return "";
        }
        return SCALED.contains(unit) ? unit : "!" + Units.in(language, unit);
    }

    private ValueMap valueMap(TemplateExtras.ValueMap map) {
        Map<String, String> words = new TreeMap<>();
        map.words().forEach((value, word) -> words.put(value, word.in(language)));
        return new ValueMap(map.id(), map.name().in(language), words);
    }

    private static WebScenario webScenario(TemplateExtras.WebScenario scenario) {
        List<WebScenario.Step> steps = scenario.steps().stream()
                .map(step -> new WebScenario.Step(
                        step.name(), step.url(), step.timeout(), step.required(), step.statusCodes(), true))
                .toList();
        return new WebScenario(
                scenario.id(), scenario.name(), scenario.delay(), scenario.attempts(), scenario.proxy(), steps);
    }

    private TemplateTrigger trigger(TemplateExtras.Trigger trigger) {
        return TemplateTrigger.of(
                        trigger.id(),
                        trigger.name().in(language),
                        trigger.expression().replace("{T}", template.name()),
                        Severity.valueOf(trigger.severity().toUpperCase(Locale.ROOT)))
                .withDescription(trigger.description().in(language), "")
                .dependingOn(trigger.dependsOn().toArray(String[]::new));
    }
}
