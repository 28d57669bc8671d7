package org.moodlefleet.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Invariant 5: nobody stops the others: a document costs a bounded time, however wrong it is")
@Timeout(60)
class Invariant5LargeDocumentsTest {

    record Site(String id, String name, Integer places, Duration every, Map<String, String> words) {}

    record Sites(List<Site> sites) {}

    @Test
    void tellsTheFirstHundredViolationsAndHowManyMoreThereAre() {
        DocumentException e = json("{" + keys("k", 80_000) + "}");

        assertThat(e.violations()).hasSize(ViolationList.MOST + 1);
        assertThat(e.violations().get(0).problem()).hasToString("unknown key");
        assertThat(e.violations().get(ViolationList.MOST))
                .hasToString("79900 more violations are left out; correct those above first");
    }

    @Test
    void countsWhatIsWrongInEachEntry() {
        String sites =
                IntStream.range(0, 10_000).mapToObj(i -> "{x" + i + ": 1}").collect(Collectors.joining(","));

        assertThat(yaml("sites: [" + sites + "]").violations()).hasSize(ViolationList.MOST + 1);
    }

    @Test
    void comparesNoLongNames() {
        String key = "p".repeat(200);

        assertThat(json("{\"" + key + "\": 1}").violations())
                .extracting(Violation::toString)
                .containsExactly("/" + key + ": unknown key; known here: sites");
    }

    static Stream<Map.Entry<String, String>> tooMuch() {
        String million = keys("k", 1_000_000);
        String digits = "9".repeat(1_000_000);
        return Stream.of(
                Map.entry("{" + million + "}", "has too many values"),
                Map.entry("{\"sites\": [" + "1,".repeat(1_100_000) + "1]}", "has too many values"),
                Map.entry("{\"sites\": " + "[".repeat(5000) + "]".repeat(5000) + "}", "is nested too deeply"),
                Map.entry(
                        "{\"sites\": " + "{\"a\":".repeat(5000) + "1" + "}".repeat(5000) + "}", "is nested too deeply"),
                Map.entry("{\"" + "k".repeat(1000) + "\": 1}", "has a key that is too long"),
                Map.entry("{\"" + "k".repeat(1_000_000) + "\": 1}", "has a key that is too long"),
                Map.entry(
                        "{\"sites\": [{\"words\": {\"" + "k".repeat(300) + "\": \"a\"}}]}",
                        "has a key that is too long"),
                Map.entry("{\"sites\": [{\"name\": \"" + "n".repeat(1_000_000) + "\"}]}", "is too long"),
                Map.entry("{\"sites\": [{\"words\": {\"a\": \"" + "n".repeat(70_000) + "\"}}]}", "is too long"),
                Map.entry("{\"sites\": [{\"places\": " + digits + "}]}", "has a value that is too long"));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void refusesWhatIsTooLargeInJson(Map.Entry<String, String> document) {
        Violation violation = json(document.getKey()).violations().get(0);

        assertThat(violation.problem()).hasToString(document.getValue());
        assertThat(violation.hint().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void refusesWhatIsTooLargeInYaml(Map.Entry<String, String> document) {
        Violation violation = yaml(document.getKey()).violations().get(0);

        // its parser ends at long keys by itself, and takes a long number for a text
        assertThat(violation.hint().isEmpty()).isFalse();
    }

    static Stream<String> longLines() {
        String long16 = "x".repeat(15 << 20);
        return Stream.of(
                "sites: " + long16,
                "sites: \"" + long16 + "\"",
                "# " + long16 + "\nsites: []",
                " ".repeat(15 << 20) + "\nsites: []",
                long16 + ": 1");
    }

    @ParameterizedTest
    @MethodSource("longLines")
    void readsNoLongLinesOfYaml(String text) {
        assertThat(yaml(text).violations()).containsExactly(Extent.longLine());
    }

    @Test
    void readsJsonOnOneLine() throws DocumentException {
        String site = "{\"id\": \"site\", \"name\": \"A name\", \"places\": 3},";
        String text = "{\"sites\": [" + site.repeat(40_000) + "{}]}";

        assertThat(Documents.readYaml("fleet.json", text, Sites.class).sites()).hasSize(40_001);
    }

    @Test
    void readsAWholeFleet() throws DocumentException {
        String site = "  - {id: site, name: A name of usual length and some more of it, places: 3, every: 5m}\n";

        assertThat(Documents.readYaml("fleet.yaml", "sites:\n" + site.repeat(50_000), Sites.class)
                        .sites())
                .as("more than the parser's own limit of 3 MiB")
                .hasSize(50_000);
    }

    @Test
    void findsManyLinesInOneReading() {
        String text = "sites:\n"
                + IntStream.range(0, 20_000)
                        .mapToObj(i -> "  - id: s" + i + "\n")
                        .collect(Collectors.joining());
        Map<String, Integer> lines = Documents.linesOf(
                text,
                IntStream.range(0, 20_000)
                        .mapToObj(i -> "/sites/" + i + "/name")
                        .collect(Collectors.toSet()));

        assertThat(lines).hasSize(20_000).containsEntry("/sites/19999/name", 20_001);
    }

    private static String keys(String start, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"" + start + i + "\": 1")
                .collect(Collectors.joining(", "));
    }

    private static DocumentException json(String text) {
        return catchThrowableOfType(
                DocumentException.class,
                () -> Documents.readJson("body", text.getBytes(StandardCharsets.UTF_8), Sites.class));
    }

    private static DocumentException yaml(String text) {
        return catchThrowableOfType(DocumentException.class, () -> Documents.readYaml("fleet.yaml", text, Sites.class));
    }
}
