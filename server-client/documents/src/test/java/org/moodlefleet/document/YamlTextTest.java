package org.moodlefleet.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

@DisplayName("Invariant 10: what we write is read back the same")
class YamlTextTest {

    record Texts(List<String> texts) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What other readers take for something else, what ends lines, what nobody sees. */
    static List<String> oddTexts() {
        return List.of(
                "",
                " ",
                "no",
                "No",
                "y",
                "ON",
                "true",
                "True",
                "null",
                "Null",
                "~",
                "010",
                "0042",
                "0x1F",
                "0b11",
                "0o17",
                "1_000",
                "2024_",
                "2024_25",
                "1e3",
                "1E3",
                "4.10",
                "4.1",
                "-0",
                "+5",
                ".5",
                "5.",
                ".inf",
                "-.INF",
                ".nan",
                "12:30",
                "190:20:30",
                "2024-01-01",
                "2024-01-01T10:00:00Z",
                "9223372036854775808",
                "0.0000001",
                "=",
                "<<",
                " leading",
                "trailing ",
                "two  blanks",
                "\ttab",
                "a\tb",
                "a\nb",
                "a\n",
                "\na",
                "a\r\nb",
                "\r",
                "a\n\n b ",
                "'",
                "\"",
                "'x'",
                "\"x\"",
                "it's",
                "a\"b",
                "\\",
                "\\n",
                "#",
                "# a",
                "a #b",
                "a#b",
                ":",
                "a: b",
                "a:",
                ":a",
                "- a",
                "-",
                "---",
                "...",
                "? a",
                "?",
                "!a",
                "&a",
                "*a",
                "@a",
                "`a",
                "%a",
                "|",
                ">",
                "[a]",
                "{a: 1}",
                "a,b",
                "a]",
                "}",
                "https://x.example.org:8080/a?b=c#d",
                "/etc/x",
                "Lycée",
                "e\u0301",
                "été",
                "日本",
                "\ud83d\ude00",
                "\ud835\udd38bc",
                "\u2028",
                "a\u2029b",
                "\u0085",
                "\ufeff",
                "\ufeffa",
                "a\ufeffb",
                "\u00a0",
                "a\u00a0",
                "\u200d",
                "\u202e",
                "\u0000",
                "\u0007",
                "\u001b[31m",
                "\u007f",
                "\u009b",
                "\ue000",
                "\ufffd",
                "\uffff",
                "x".repeat(2000) + " y",
                ("word ".repeat(60)).strip());
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void anOddTextIsReadBackTheSame(String text) throws DocumentException {
        assertSame(text);
    }

    @Test
    void anyTextIsReadBackTheSame() throws DocumentException {
        Random random = new Random(13);
        String pieces = "aZé0 9_.:#-'\"\\\t\n\r~!&*%@`|>{}[],?=<\u0085\u2028\ufeff\u00a0ß\ud83d\ude00+/()";
        int[] letters = pieces.codePoints().toArray();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(9); left >= 0; left--) {
                text.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
            assertSame(text.toString());
        }
    }

    @Test
    void documentsOfAnyShapeAreReadBackTheSame() throws Exception {
        String json = "{\"a\": [], \"b\": {}, \"c\": [[1, [2]], [{\"x\": [{\"y\": null}], \"z\": 4.10}]], \"no\": true,"
                + " \"1e3\": [[[\"010\"]], {\"q\": {\"r\": [\"s\", {}]}}], \"\": -7}";
        JsonNode document = JSON.readTree(json);

        JsonNode read = Documents.readYaml("written", bytes(YamlText.of(document)));

        assertThat(JSON.readTree(read.toString())).isEqualTo(document);
        assertThat(new ObjectMapper().<JsonNode>valueToTree(new Yaml().load(YamlText.of(document))))
                .isEqualTo(JSON.readTree(json.replace("4.10", "4.1")));
    }

    /** Names and addresses are easier to read so. */
    @ParameterizedTest
    @CsvSource({"Lycée Mistral", "https://mistral.lyon.example:8443/moodle", "db1", "Europe/Paris", "/etc/x_y.pem"})
    void whatNobodyTakesForAnythingElseStandsWithoutQuotes(String text) {
        assertThat(YamlText.scalar(text)).isEqualTo(text);
    }

    static Stream<String> writtenTexts() {
        return oddTexts().stream()
                .filter(text -> text.matches("[0-9A-Za-z.+_][0-9A-Za-z.+_:-]*") && !text.endsWith(":"))
                .filter(text -> !text.equals("null"));
    }

    @ParameterizedTest
    @MethodSource("writtenTexts")
    @DisplayName("Invariant 10: a text without quotes is taken as it is written")
    void aTextWithoutQuotesIsTakenAsItIsWritten(String text) throws DocumentException {
        assertThat(Documents.readYaml("y", "texts: [" + text + ", a]", Texts.class)
                        .texts())
                .containsExactly(text, "a");
        assertThat(Documents.readYaml("y", "texts:\n- " + text + "\n", Texts.class)
                        .texts())
                .containsExactly(text);
    }

    /** Ours and another reader, as a value, in a list and as a key; and beside it what it must not swallow. */
    private static void assertSame(String text) throws DocumentException {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode texts = document.putArray("texts");
        texts.add(text).add("next");
        if (text.length() < Extent.LONGEST_KEY) {
            document.putObject("keys").put(text, text).put(text + "2", "next");
        }

        String yaml = YamlText.of(document);

        assertThat(Documents.readYaml("written", bytes(yaml))).as(yaml).isEqualTo(document);
        assertThat(JSON.<JsonNode>valueToTree(new Yaml().load(yaml))).as(yaml).isEqualTo(document);
        List<String> bound = Documents.readYaml(
                        "written", bytes(YamlText.of(JSON.createObjectNode().set("texts", texts))), Texts.class)
                .texts();
        assertThat(bound).isEqualTo(new ArrayList<>(List.of(text, "next")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
