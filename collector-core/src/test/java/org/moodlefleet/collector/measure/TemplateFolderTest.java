package org.moodlefleet.collector.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.document.DocumentException;

@DisplayName("Invariant 10: a broken measure file is answered with file, line, field and mend")
class TemplateFolderTest {

    private static final String BADGES = """
            set: daily-badges
            rate: daily
            nature: window
            sql: SELECT COUNT(*) AS issued FROM {badge_issued} b WHERE b.dateissued >= :start AND {{dated b}}
            measures:
              - key: moodle.badge.issued
                type: unsigned
                name: {en: Badges, fr: Badges}
                description: {en: Badges issued., fr: Badges décernés.}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("measures"));
        Files.writeString(folder.resolve("template.yaml"), "name: TEST\n");
        Files.writeString(
                folder.resolve("fragments.yaml"),
                "fragments: {dated: {reads: {badge_issued: [dateissued]}, sql: $.dateissued < :end}}\n");
        Files.writeString(folder.resolve("zabbix.yaml"), """
                templateGroup: Templates/Test
                description: {en: Test, fr: Test}
                storage:
                  instant: {history: 7d, trends: 1y}
                  hourly: {history: 7d, trends: 1y}
                  daily: {history: 7d, trends: 1y}
                  weekly: {history: 7d, trends: 1y}
                  monthly: {history: 7d, trends: 1y}
                """);
        measures("daily-badges", BADGES);
    }

    private void measures(String file, String text) throws IOException {
        Files.writeString(folder.resolve("measures").resolve(file + ".yaml"), text);
    }

    private DocumentException refusal(String written, String instead) throws IOException {
        assertThat(BADGES).contains(written);
        measures("daily-badges", BADGES.replace(written, instead));
        DocumentException refusal = catchThrowableOfType(DocumentException.class, () -> TemplateFolder.read(folder));
        assertThat(refusal.document()).endsWith("daily-badges.yaml");
        return refusal;
    }

    @Test
    void aGoodFileIsRead() throws DocumentException {
        assertThat(TemplateFolder.read(folder).measures()).singleElement().satisfies(measure -> {
            assertThat(measure.key()).isEqualTo("moodle.badge.issued");
            assertThat(measure.nature()).isEqualTo(Nature.WINDOW);
        });
    }

    @Test
    void unknownKey() throws IOException {
        assertThat(refusal("nature: window", "natur: window"))
                .hasMessageContaining("daily-badges.yaml:3: /natur: unknown key; did you mean 'nature'?");
    }

    @Test
    void unknownFragment() throws IOException {
        assertThat(refusal("{{dated b}}", "{{datd b}}"))
                .hasMessageContaining("/sql: uses the unknown fragment 'datd'; did you mean 'dated'?");
    }

    @Test
    void unknownParameter() throws IOException {
        assertThat(refusal(":start", ":strat"))
                .hasMessageContaining("/sql: uses the unknown parameter ':strat'; did you mean 'start'?");
    }

    @Test
    void unknownRate() throws IOException {
        DocumentException refusal = refusal("rate: daily", "rate: dayly");
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal).hasMessageContaining("/rate").hasMessageContainingAll("DAILY", "HOURLY");
    }

    @Test
    void missingFrenchText() throws IOException {
        assertThat(refusal("{en: Badges, fr: Badges}", "{en: Badges}"))
                .hasMessageContaining("/measures/0/name/fr: the French text is missing; write one");
    }

    @Test
    void duplicateYamlKey() throws IOException {
        DocumentException refusal = refusal("rate: daily\n", "rate: daily\nrate: daily\n");
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal).hasMessageContaining("Duplicate field 'rate'");
    }

    @Test
    void duplicateMeasureKeyInOneFile() throws IOException {
        String measure = BADGES.substring(BADGES.indexOf("  - key"));
        assertThat(refusal(measure, measure + measure))
                .hasMessageContaining("/measures/1/key: stands twice in this file");
    }

    @Test
    @DisplayName("Invariant 1: a measure is declared once")
    void duplicateMeasureKeyInTwoFiles() throws IOException {
        measures("more-badges", BADGES.replace("daily-badges", "more-badges"));

        assertThat(catchThrowableOfType(DocumentException.class, () -> TemplateFolder.read(folder)))
                .hasMessageContaining("more-badges.yaml")
                .hasMessageContaining("moodle.badge.issued is already declared in daily-badges.yaml");
    }

    @Test
    void aSetThatIsNamedOtherThanItsFile() throws IOException {
        assertThat(refusal("set: daily-badges", "set: badges"))
                .hasMessageContaining("/set: differs from the file's name");
    }
}
