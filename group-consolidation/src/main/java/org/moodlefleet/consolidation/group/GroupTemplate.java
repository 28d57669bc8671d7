package org.moodlefleet.consolidation.group;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.document.DocumentException;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.document.Units;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.template.ItemKind;
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
 * @param rates how measures are consolidated, by the rate of the members' measure
 */
public record GroupTemplate(
        String name,
        String templateGroup,
        Localized description,
        String history,
        String trends,
        Map<String, Rhythm> rates,
        List<GroupMacro> macros,
        List<GroupTrigger> triggers,
        List<ConsolidatedMeasure> measures) {

    /** Macro of a group's host: the host group of its members. */
    public static final String MEMBERS = "{$MOODLE.GROUP}";

    /** Zabbix's tables of hosts find items by their names, and shall not take a group for one of its members. */
    private static final Localized OF_GROUP = new Localized(" (group)", " (groupe)");

    private static final String RESOURCE = "/templates/moodle-group/template.yaml";

    private static final Localized MEMBERS_DESCRIPTION =
            new Localized("Host group of the members", "Groupe d'hôtes des membres");

    public GroupTemplate {
        rates = Map.copyOf(rates);
        macros = List.copyOf(macros);
        triggers = List.copyOf(triggers);
        measures = List.copyOf(measures);
        for (int i = 0; i < measures.size(); i++) {
            if (!rates.containsKey(measures.get(i).rate())) {
                throw new InvalidValueException(
                        "measures/" + i + "/rate", "is not among the rates", "write one of " + rates.keySet());
            }
        }
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
        TemplateMacro members = new TemplateMacro(MEMBERS, "", MEMBERS_DESCRIPTION.in(language));
        return new ZabbixTemplate(
                name,
                name,
                description.in(language),
                templateGroup,
                Stream.concat(Stream.of(members), macros.stream().map(macro -> macro.in(language)))
                        .toList(),
                List.of(),
                measures.stream().map(measure -> item(measure, language)).toList(),
                List.of(),
                triggers.stream().map(trigger -> trigger.in(language, name)).toList(),
                List.of());
    }

    /**
     * Tags of the host of a member that is silent, so that no group counts its last values for ever.
     *
     * @param silence since its last value
     */
    public Set<HostTag> silentTags(Duration silence) {
        return rates.keySet().stream()
                .map(this::freshness)
                .filter(freshness -> freshness.exceededBy(silence))
                .map(Freshness::tag)
                .collect(Collectors.toSet());
    }

    private TemplateItem item(ConsolidatedMeasure measure, Language language) {
        ValueType type = ValueType.valueOf(measure.type().name());
        return TemplateItem.calculated(
                        measure.itemKey(),
                        measure.name().in(language) + OF_GROUP.in(language),
                        type,
                        calculation(measure))
                .withDescription(measure.description().in(language))
                .withUnits(units(measure, language))
                .withStorage(history, type.numeric() ? trends : "")
                .withTags(Map.of("domain", "group", "rate", measure.rate()));
    }

    private static String units(ConsolidatedMeasure measure, Language language) {
        String unit = Objects.requireNonNullElse(measure.unit(), "");
        return unit.startsWith("!") ? "!" + Units.in(language, unit.substring(1)) : unit;
    }

    private ItemKind.Calculated calculation(ConsolidatedMeasure measure) {
        Function function = measure.function();
        String formula = function.formula(measure, freshness(measure.rate()));
        return new ItemKind.Calculated(
                measure.factor() == 1 ? formula : measure.factor() + "*" + formula,
                rates.get(measure.rate()).interval(),
                function.ofNothing());
    }

    private Freshness freshness(String rate) {
        return new Freshness(rate, rates.get(rate).freshness());
    }
}
