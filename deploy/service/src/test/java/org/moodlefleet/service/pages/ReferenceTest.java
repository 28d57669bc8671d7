package org.moodlefleet.service.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.template.Templates;
import org.moodlefleet.document.Documents;
import org.moodlefleet.document.Language;

/** What the page for operators who come from report_zabbix says must be about what is there. */
class ReferenceTest {

    static Stream<Template> templates() {
        return Templates.shipped().all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void speaksOfShippedMeasuresAndOfNoOthers(Template template) {
        Set<String> shipped = template.measures().stream().map(Measure::key).collect(Collectors.toSet());

        assertThat(shipped).containsAll(Reference.of(template).measured());
    }

    @Test
    void whatIsNotMeasuredIsNot() {
        Set<String> keys = templates()
                .flatMap(template -> template.measures().stream())
                .flatMap(measure -> Stream.of(measure.key(), String.valueOf(measure.referenceKey())))
                .collect(Collectors.toSet());

        templates()
                .flatMap(template -> Reference.of(template).notMeasured().stream())
                .forEach(remark -> assertThat(keys).doesNotContainAnyElementsOf(remark.keys()));
    }

    @Test
    void noMeasureStandsTwice() {
        List<String> all = new ArrayList<>();
        templates().map(Reference::of).forEach(reference -> {
            all.addAll(reference.measured());
            reference.notMeasured().forEach(remark -> all.addAll(remark.keys()));
        });

        assertThat(all).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThatThrownBy(() -> Documents.readYaml(
                        "reference.yaml",
                        "same: [a.b]\ndiffers: [{keys: [a.b], en: Other., fr: Autre.}]",
                        Reference.class))
                .hasMessage("reference.yaml: key a.b stands twice; write it once");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void thePageNamesEveryMeasure(Template template) {
        String page = DifferencePages.page(List.of(template), Language.FR);

        assertThat(template.measures()).allSatisfy(measure -> assertThat(page).contains("`" + measure.key() + "`"));
    }
}
