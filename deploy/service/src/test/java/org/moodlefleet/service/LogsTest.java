package org.moodlefleet.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;
import org.slf4j.LoggerFactory;

class LogsTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
        Logs.configure(new ServiceConfig.Log(null, null));
    }

    @Test
    void jsonLinesCarryTheContextAsFields() throws Exception {
        Logs.configure(new ServiceConfig.Log(ServiceConfig.Log.Format.JSON, null));

        LoggerFactory.getLogger("org.moodlefleet.test")
                .atWarn()
                .addKeyValue("tenant", "lyon")
                .addKeyValue("instance", "mistral")
                .log("the Moodle cannot be read");

        JsonNode line = new ObjectMapper().readTree(written.toByteArray());
        assertThat(line.path("tenant").asText()).isEqualTo("lyon");
        assertThat(line.path("instance").asText()).isEqualTo("mistral");
        assertThat(line.path("message").asText()).isEqualTo("the Moodle cannot be read");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("@timestamp").asText()).endsWith("Z");
    }

    @Test
    void textLinesCarryTheContextAfterTheMessage() {
        Logs.configure(new ServiceConfig.Log(null, null));

        LoggerFactory.getLogger("org.moodlefleet.test")
                .atInfo()
                .addKeyValue("tenant", "lyon")
                .log("collected from now on");

        assertThat(text()).matches("\\S+Z INFO  test - collected from now on tenant=lyon\\R");
    }

    @Test
    void textsOfStrangersNeitherForgeALineNorReachTheTerminalRaw() {
        Logs.configure(new ServiceConfig.Log(null, null));

        LoggerFactory.getLogger("org.moodlefleet.test")
                .atWarn()
                .addKeyValue("cause", "\u001b[31mred\u202eder\n2026-11-30 INFO forged")
                .setCause(new IllegalStateException("\u001b]0;title\u0007"))
                .log("a message\r\nof \u009b2J");

        assertThat(text()).doesNotContain("\u001b", "\u202e", "\u009b", "\u0007", "\r");
        assertThat(text().lines().findFirst().orElseThrow()).endsWith("red?der 2026-11-30 INFO forged");
    }

    @Test
    void jsonLinesAreAsciiAndSayTheSame() throws Exception {
        Logs.configure(new ServiceConfig.Log(ServiceConfig.Log.Format.JSON, null));

        LoggerFactory.getLogger("org.moodlefleet.test").warn("\u001b[31m \u202e Lycée");

        assertThat(text()).matches("[\\x20-\\x7E]*\\R");
        assertThat(new ObjectMapper().readTree(text()).path("message").asText()).isEqualTo("\u001b[31m \u202e Lycée");
    }

    @Test
    void othersSpeakUpOnlyWhenSomethingIsWrong() {
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.DEBUG));

        LoggerFactory.getLogger("org.moodlefleet.test").debug("ours");
        LoggerFactory.getLogger("io.vertx.test").info("a library's");
        LoggerFactory.getLogger("io.vertx.test").warn("a library's trouble");

        assertThat(text().lines()).hasSize(2);
        assertThat(text()).contains("ours", "a library's trouble");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
