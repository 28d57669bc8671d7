package org.moodlefleet.collector.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.testbed.oracle.Oracle;

@DisplayName("What no second calculation is known for is not shipped")
class EveryMeasureHasAnOracleTest {

    @ParameterizedTest
    @EnumSource
    void theOracleKnowsTheMeasuresOfAllTemplates(Rate rate) {
        List<String> shipped = Contexts.SHIPPED.stream()
                .flatMap(template -> template.queried().stream())
                .filter(set -> set.rate() == rate)
                .flatMap(set -> set.measures().stream())
                .map(Measure::key)
                .toList();
        assertThat(Oracle.keys(rate.label())).containsAll(shipped);
    }
}
