package org.moodlefleet.collector.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moodlefleet.document.Localized;

class SegmentRowsTest {

    private static final Localized TEXT = new Localized("Cohorts", "Cohortes");
    private static final Segment COHORT =
            new Segment("moodle.discovery[cohorts]", "{#COHORTID}", "{#COHORTNAME}", TEXT, TEXT);

    @Test
    @DisplayName(
            "Invariant 8: a discovered name is cut to what fits into an item's name, whole characters, each its own")
    void longNames() {
        List<String> names = names("é".repeat(255), "é".repeat(254) + "x", "🎓".repeat(200), "Terminale S");

        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name ->
                        assertThat(name.codePointCount(0, name.length())).isLessThanOrEqualTo(128));
        assertThat(names.get(0)).startsWith("é".repeat(117) + "-");
        assertThat(names.get(2)).matches("🎓{117}-[0-9a-f]{10}");
        assertThat(names.get(3)).isEqualTo("Terminale S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t\n", "\u00a0", "\u200b\u200b", "\u3000\u2028"})
    void whatHasNoVisibleNameIsShownByItsId(String name) {
        assertThat(names(name)).containsExactly("1");
    }

    @Test
    void idsAreKept() {
        String id = "x".repeat(300);
        JsonObject found = new JsonArray(SegmentRows.discovery(COHORT, List.of(row(id, null)))).getJsonObject(0);
        assertThat(found.getString("{#COHORTID}")).isEqualTo(id);
    }

    private static List<String> names(String... names) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String name : names) {
            rows.add(row(rows.size() + 1, name));
        }
        return new JsonArray(SegmentRows.discovery(COHORT, rows))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(one -> one.getString("{#COHORTNAME}"))
                        .toList();
    }

    private static Map<String, Object> row(Object id, String name) {
        Map<String, Object> row = new HashMap<>();
        row.put(MeasureSet.SEGMENT, id);
        row.put(MeasureSet.NAME, name);
        return row;
    }
}
