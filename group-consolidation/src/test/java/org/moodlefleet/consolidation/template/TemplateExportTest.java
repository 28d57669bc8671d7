package org.moodlefleet.consolidation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Segment;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.folder.TemplateFolder;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Units;
import org.moodlefleet.zabbix.template.DiscoveryRule;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TemplateMacro;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

@DisplayName("Invariant 1: Zabbix's items are derived from the measures")
class TemplateExportTest {

    private static final Pattern MACRO = Pattern.compile("\\{\\$[A-Z.]+}");

    static Stream<Arguments> templates() {
        return TemplateFolder.shipped().stream()
                .flatMap(template -> Stream.of(Language.values()).map(language -> Arguments.of(template, language)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("templates")
    void anItemForEachMeasureAndNoOther(Template template, Language language) {
        ZabbixTemplate exported = TemplateExport.of(template, language);
        Stream<TemplateItem> prototypes =
                exported.discoveryRules().stream().flatMap(rule -> rule.prototypes().stream());
        Map<String, TemplateItem> items = Stream.concat(exported.items().stream(), prototypes)
                .collect(Collectors.toMap(TemplateItem::key, Function.identity()));

        assertThat(items).hasSameSizeAs(template.measures());
        for (MeasureSet set : template.sets()) {
            for (Measure measure : set.measures()) {
                TemplateItem item = items.get(measure.key());
                assertThat(item).as(measure.key()).isNotNull();
                assertThat(item.name()).startsWith(measure.name().in(language));
                assertThat(exported.items().contains(item)).isEqualTo(set.segment() == null);
                assertThat(item.description()).isEqualTo(measure.description().in(language));
                assertThat(item.valueType()).hasToString(measure.type().toString());
                String units = Units.in(language, units(measure));
                assertThat(item.units()).isIn(units, "!" + units);
                assertThat(item.tags()).containsEntry("rate", set.rate().label());
            }
        }
    }

    /** Words that are the same in French, and signs. */
    @Test
    void unitsAreFrenchInFrench() {
        assertThat(Units.in(Language.FR, "users")).isEqualTo("utilisateurs");
        assertThat(templates()
                        .map(arguments -> (Template) arguments.get()[0])
                        .flatMap(template -> template.sets().stream())
                        .flatMap(set -> set.measures().stream())
                        .map(TemplateExportTest::units)
                        .filter(unit -> Units.in(Language.FR, unit).equals(unit)))
                .isSubsetOf(
                        "",
                        "B",
                        "messages",
                        "s",
                        "h",
                        "%",
                        "KiB",
                        "MiB",
                        "unixtime",
                        "ratio",
                        "version",
                        "sessions",
                        "pages",
                        "badges",
                        "discussions",
                        "notifications",
                        "plugins",
                        "instances");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("templates")
    void aDiscoveryRuleForEachSegment(Template template, Language language) {
        List<DiscoveryRule> rules = TemplateExport.of(template, language).discoveryRules();

        assertThat(rules)
                .extracting(DiscoveryRule::key)
                .containsExactlyElementsOf(template.segments().values().stream()
                        .map(Segment::discovery)
                        .toList());
        template.segments()
                .values()
                .forEach(segment -> assertThat(rules)
                        .filteredOn(rule -> rule.key().equals(segment.discovery()))
                        .singleElement()
                        .satisfies(rule -> {
                            assertThat(rule.name()).isEqualTo(segment.name().in(language));
                            assertThat(rule.lifetime()).isEqualTo("365d");
                            assertThat(rule.prototypes())
                                    .allMatch(item -> item.key().contains(segment.macro())
                                            && item.name().endsWith(": " + segment.nameMacro()));
                        }));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("templates")
    @DisplayName("a number that counts nothing is a state, which is shown in words")
    void statesHaveWords(Template template, Language language) {
        ZabbixTemplate exported = TemplateExport.of(template, language);

        assertThat(exported.items())
                .filteredOn(item -> item.valueType().numeric() && item.units().isEmpty())
                .allSatisfy(item -> assertThat(item.valueMap()).as(item.key()).isNotEmpty());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("templates")
    @DisplayName("no macro without a default, and none that nothing uses: Zabbix would accept both")
    void macrosAreThoseThatAreUsed(Template template, Language language) {
        ZabbixTemplate exported = TemplateExport.of(template, language);
        Stream<String> inTriggers = exported.triggers().stream()
                .flatMap(trigger -> Stream.of(trigger.expression(), trigger.name(), trigger.description()));
        Stream<String> inScenarios =
                exported.webScenarios().stream().map(scenario -> scenario.proxy() + scenario.steps());

        Set<String> used = Stream.concat(inTriggers, inScenarios)
                .flatMap(text -> MACRO.matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(exported.macros()).extracting(TemplateMacro::macro).containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("templates")
    void triggersSayWhatToDo(Template template, Language language) {
        assertThat(TemplateExport.of(template, language).triggers())
                .allSatisfy(trigger ->
                        assertThat(trigger.description()).as(trigger.id()).hasSizeGreaterThan(40));
    }

    private static String units(Measure measure) {
        boolean text = measure.type() == org.moodlefleet.collector.measure.ValueType.TEXT;
        return text || measure.unit() == null ? "" : measure.unit();
    }
}
