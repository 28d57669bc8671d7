package org.moodlefleet.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Invariant 10: wrong input gets an answer that names the field and the hint")
class DocumentsTest {

    record Server(String host, int port, Duration timeout) {
        Server {
            if (port < 1 || port > 65535) {
                throw new InvalidValueException("port", "is no TCP port", "write 1 to 65535");
            }
        }
    }

    record Fleet(List<Server> servers) {}

    @Test
    void bindsARecord() throws DocumentException {
        Fleet fleet = Documents.readYaml("fleet.yaml", "servers: [{host: db1, port: 3306, timeout: 30s}]", Fleet.class);

        assertThat(fleet.servers()).containsExactly(new Server("db1", 3306, Duration.ofSeconds(30)));
    }

    @Test
    void suggestsTheLikelyKeyForAMisspeltOne() {
        DocumentException e = refusal("servers:\n  - host: db1\n    prot: 3306\n");

        assertThat(e.line()).isEqualTo(3);
        assertThat(e.violations())
                .extracting(Violation::toString)
                .containsExactly("/servers/0/prot: unknown key; did you mean 'port'?");
    }

    @Test
    void placesTheViolationOfANestedValue() {
        DocumentException e = refusal("servers: [{host: db1, port: 0, timeout: 1s}]");

        assertThat(e.violations())
                .containsExactly(new Violation("/servers/0/port", "is no TCP port", "write 1 to 65535"));
    }

    @Test
    void refusesDuplicateKeys() {
        assertThat(refusal("servers: []\nservers: []\n").getMessage()).contains("'servers' stands twice");
    }

    @Test
    void refusesAnEmptyDocument() {
        assertThat(refusal("")).hasMessageContaining("fleet.yaml");
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "5m,PT5M", "6h,PT6H", "7d,PT168H", "PT90S,PT1M30S"})
    void readsDurationsAsPeopleWriteThem(String written, Duration meant) throws DocumentException {
        String text = "{host: h, port: 1, timeout: " + written + "}";

        assertThat(Documents.readYaml("s", text, Server.class).timeout()).isEqualTo(meant);
    }

    @Test
    void saysHowADurationIsWritten() {
        assertThat(refusal("servers: [{host: h, port: 1, timeout: soon}]").getMessage())
                .contains("/servers/0/timeout")
                .contains("such as 30s");
    }

    record Meant(String text, Boolean truth, Integer count, BigDecimal share) {}

    @Test
    void takesAScalarAsTheFieldExpectsIt() throws DocumentException {
        String text = "{text: 2024, truth: true, count: 12, share: 4.10}";

        assertThat(Documents.readYaml("y", text, Meant.class))
                .isEqualTo(new Meant("2024", true, 12, new BigDecimal("4.10")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "truth: yes|/truth: is neither true nor false; write one of them, without quotes",
                "count: 012|/count: is no whole number; write digits, without quotes",
                "count: 1_000|/count: is no whole number; write digits, without quotes",
                "count: 0x1F|/count: is no whole number; write digits, without quotes",
                "share: 1e3|/share: is no number; write digits, such as 0.5, without quotes",
                "text: [a]|/text: is no text; write a text, in quotes",
                "text: &a b|holds an anchor (&) or an alias (*), which are not read; write the value out",
                "text: *a|holds an anchor (&) or an alias (*), which are not read; write the value out",
                "text: !!binary aGk=|holds a tag (!), which is not read; write the value without it, text in quotes",
                "text: !!str 12|holds a tag (!), which is not read; write the value without it, text in quotes",
                "text: ! 12|holds a tag (!), which is not read; write the value without it, text in quotes",
                "<<: {text: a}|holds a merge key (<<), which is not read; write the keys out",
            })
    void refusesWhatItDoesNotRead(String line, String complaint) {
        assertThat(catchThrowableOfType(
                        DocumentException.class, () -> Documents.readYaml("y", "# first\n" + line, Meant.class)))
                .hasMessage("y:2: " + complaint);
    }

    record Sites(List<Meant> sites) {}

    @Test
    void tellsAllValuesThatDoNotFitAtOnce() {
        String text = "sites:\n- count: 012\n  truth: yes\n- {text: a, share: [1]}\n- count: x\n";

        DocumentException e =
                catchThrowableOfType(DocumentException.class, () -> Documents.readYaml("y", text, Sites.class));

        assertThat(e.line()).isEqualTo(2);
        assertThat(e.violations())
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/sites/0/count", "/sites/0/truth", "/sites/1/share", "/sites/2/count");
    }

    @Test
    void refusesSeveralDocumentsAndOtherVersions() throws DocumentException {
        assertThat(refusal("servers: []\n---\nservers: []\n"))
                .hasMessage("fleet.yaml:2: holds several documents (---); write one into each file");
        assertThat(refusal("%YAML 1.1\n---\nservers: []\n"))
                .hasMessage("fleet.yaml:1: begins with a directive (%), which is not read; leave it out");
        assertThat(Documents.readYaml("y", "---\nservers: []\n...\n", Fleet.class)
                        .servers())
                .isEmpty();
    }

    /** Of U+2028 nobody sees that the comment ends there. */
    @ParameterizedTest
    @CsvSource({"2028", "2029", "0085"})
    void refusesLineEndsThatNobodySees(String number) {
        String end = Character.toString(Integer.parseInt(number, 16));

        assertThat(refusal("servers: []\n# " + end + "more: 1\n"))
                .hasMessage("fleet.yaml:2: contains the line end U+" + number
                        + ", which nobody sees; write it by its number in double quotes, or leave it out");
    }

    @Test
    void theMarkOfAnEditorIsNoText() throws DocumentException {
        byte[] marked = "\ufeffservers: []\n".getBytes(StandardCharsets.UTF_8);
        byte[] markedJson = "\ufeff{\"servers\": []}".getBytes(StandardCharsets.UTF_8);

        assertThat(Documents.readYaml("y", marked, Fleet.class).servers()).isEmpty();
        assertThat(Documents.readJson("j", markedJson, Fleet.class).servers()).isEmpty();
    }

    @Test
    void refusesWhatIsNotInUtf8() {
        byte[] latin = "servers: [] # \u00e9".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(catchThrowableOfType(DocumentException.class, () -> Documents.readYaml("y", latin, Fleet.class)))
                .hasMessage("y: is not in UTF-8; write it in UTF-8");
    }

    private static DocumentException refusal(String text) {
        return catchThrowableOfType(DocumentException.class, () -> Documents.readYaml("fleet.yaml", text, Fleet.class));
    }
}
