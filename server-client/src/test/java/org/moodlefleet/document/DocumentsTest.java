package org.moodlefleet.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Invariant 10: wrong input gets an answer that names the field and the mend")
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
        assertThat(e.faults()).containsExactly(new Fault("/servers/0/prot", "unknown key", "did you mean 'port'?"));
    }

    @Test
    void placesTheFaultOfANestedValue() {
        DocumentException e = refusal("servers: [{host: db1, port: 0, timeout: 1s}]");

        assertThat(e.faults()).containsExactly(new Fault("/servers/0/port", "is no TCP port", "write 1 to 65535"));
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

    private static DocumentException refusal(String text) {
        return catchThrowableOfType(DocumentException.class, () -> Documents.readYaml("fleet.yaml", text, Fleet.class));
    }
}
