package org.moodlefleet.consolidation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.measure.Segment;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.folder.TemplateFolder;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.itemrules.ItemRule;
import org.moodlefleet.zabbix.itemrules.ItemRules;
import org.moodlefleet.zabbix.itemrules.ValueKind;
import org.moodlefleet.zabbix.template.ItemKind;
import org.moodlefleet.zabbix.template.TemplateItem;
import org.moodlefleet.zabbix.template.TimePeriod;
import org.moodlefleet.zabbix.template.ValueType;
import org.moodlefleet.zabbix.template.ZabbixTemplate;

@DisplayName("What a value is checked against is what its item in Zabbix was declared to take")
class MeasureRulesTest {

    private static final Map<ValueType, ValueKind> KINDS = Map.of(
            ValueType.UNSIGNED, ValueKind.UNSIGNED, ValueType.FLOAT, ValueKind.FLOAT, ValueType.TEXT, ValueKind.TEXT);

    private final ItemRules rules = MeasureRules.of(TemplateFolder.shipped());

    static List<Template> templates() {
        return TemplateFolder.shipped();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyItemHasTheRuleThatItsTemplateDeclares(Template template) {
        ZabbixTemplate declared = TemplateExport.of(template, Language.EN);
        Stream<TemplateItem> prototypes =
                declared.discoveryRules().stream().flatMap(rule -> rule.prototypes().stream());
        List<TemplateItem> items = Stream.concat(declared.items().stream(), prototypes)
                .filter(item -> item.kind() instanceof ItemKind.Trapper)
                .toList();

        assertThat(items).isNotEmpty().allSatisfy(item -> {
            Optional<ItemRule> rule = rules.of(item.key().replaceAll("\\{#[A-Z.]+}", "42"));
            assertThat(rule).as(item.key()).isPresent();
            assertThat(rule.get().type()).as(item.key()).isEqualTo(KINDS.get(item.valueType()));
            assertThat(rule.get().history()).as(item.key()).isEqualTo(TimePeriod.parse(item.history()));
        });
        template.segments().values().stream()
                .map(Segment::discovery)
                .forEach(
                        key -> assertThat(rules.of(key)).hasValue(new ItemRule(ValueKind.DISCOVERY, Optional.empty())));
    }

    @Test
    void ofKeysThatNoTemplateHasNothingIsKnown() {
        assertThat(rules.of("moodle.no.such.key")).isEmpty();
    }
}
