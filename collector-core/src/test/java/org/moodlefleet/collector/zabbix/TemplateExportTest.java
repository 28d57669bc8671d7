package org.moodlefleet.collector.zabbix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.template.TemplateItem;

@DisplayName("Invariant 1: Zabbix's items are derived from the measures")
class TemplateExportTest {

    static Stream<Arguments> templates() {
        return Contexts.SHIPPED.stream()
                .flatMap(template -> Stream.of(Language.values()).map(language -> Arguments.of(template, language)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("templates")
    void anItemForEachMeasureAndNoOther(Template template, Language language) {
        Map<String, TemplateItem> items = TemplateExport.of(template, language).items().stream()
                .collect(Collectors.toMap(TemplateItem::key, Function.identity()));

        assertThat(items).hasSameSizeAs(template.measures());
        for (MeasureSet set : template.sets()) {
            for (Measure measure : set.measures()) {
                TemplateItem item = items.get(measure.key());
                assertThat(item).as(measure.key()).isNotNull();
                assertThat(item.name()).isEqualTo(measure.name().in(language));
                assertThat(item.description()).isEqualTo(measure.description().in(language));
                assertThat(item.valueType()).hasToString(measure.type().toString());
                assertThat(item.units()).isIn(units(measure), "!" + units(measure));
                assertThat(item.tags()).containsEntry("rate", set.rate().label());
            }
        }
    }

    private static String units(Measure measure) {
        boolean text = measure.type() == org.moodlefleet.collector.measure.ValueType.TEXT;
        return text || measure.unit() == null ? "" : measure.unit();
    }
}
