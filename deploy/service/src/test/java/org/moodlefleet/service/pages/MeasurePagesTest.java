package org.moodlefleet.service.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.consolidation.template.Templates;

@DisplayName("Invariant 1: the pages of measures are derived from the measure sets")
class MeasurePagesTest {

    private static final Path CHECKED_IN = Path.of("../../templates");

    @Test
    void areNotStale() throws IOException {
        for (Map.Entry<String, String> page : MeasurePages.all().entrySet()) {
            assertThat(Files.readString(CHECKED_IN.resolve(page.getKey())).equals(page.getValue()))
                    .as(
                            "%s is stale: run deploy/moodle-fleet measures pages templates, and commit what changes",
                            page.getKey())
                    .isTrue();
        }
    }

    @Test
    void nameEveryMeasure() {
        String page = MeasurePages.all().get("MEASURES.fr.md");
        Templates.shipped().all().stream()
                .flatMap(template -> template.measures().stream())
                .forEach(measure -> assertThat(page)
                        .contains("| `" + measure.key() + "` | "
                                + measure.name().fr().replace("|", "\\|") + " |"));
    }

    @Test
    void sayOfWhatAMeasureHasAValueEach() {
        String page = MeasurePages.all().get("MEASURES.md");
        for (Template template : Templates.shipped().all()) {
            for (MeasureSet set : template.sets()) {
                template.segmentOf(set)
                        .ifPresent(segment -> set.measures()
                                .forEach(measure -> assertThat(page)
                                        .containsPattern(Pattern.quote("| `" + measure.key() + "` | ") + ".*"
                                                + Pattern.quote("(Each of: "
                                                        + segment.name().en() + ".) |"))));
            }
        }
    }
}
