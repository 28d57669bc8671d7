package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.bed.ReadableMoodle;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.oracle.OracleSettings;

/** The runnable jar as an operator runs it: processes, exit codes, standard output. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProgramIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JAR = Path.of("target/moodle-fleet.jar");

    private final String tenant = "prog-" + UUID.randomUUID().toString().substring(0, 8);
    private final Instant now = Instant.now();

    private Path folder;
    private ZabbixBed zabbix;
    private ReadableMoodle moodle;
    private ServiceFolder files;
    private Path fleet;
    private Process serve;

    /** How a program ended and what it wrote. */
    private record Ended(int code, String out, String err) {}

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        zabbix = new ZabbixBed(tenant);
        moodle = new ReadableMoodle(
                Engine.POSTGRESQL,
                "mdl_",
                SiteSpec.ordinary(3, now)
                        .withSize(40, 6)
                        .withDays(40)
                        .withLogRows(3_000)
                        .withFiles(80));
        files = new ServiceFolder(folder, zabbix.token, "{every: 5s}");
        // JSON is YAML
        fleet = Files.writeString(
                folder.resolve("fleet.yaml"),
                JSON.writeValueAsString(Map.of(
                        "tenants",
                        List.of(Map.of(
                                "id",
                                tenant,
                                "name",
                                tenant,
                                "instances",
                                List.of(moodle.instance("m", tenant + "-m")),
                                "groups",
                                List.of(Map.of("id", "g", "name", "G", "members", Map.of("tag", "lycee"))))))));
        serve = start("serve", "-c", files.config.toString());
    }

    @AfterAll
    void stop() throws Exception {
        serve.destroyForcibly().waitFor();
        moodle.close();
        zabbix.close();
    }

    @Test
    @Order(1)
    void serveAnswersOnBothPorts() {
        await().atMost(Duration.ofSeconds(60)).until(this::ready);

        assertThat(files.client.get("/tenants").path("items")).isEmpty();
        assertThat(files.client.management("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(2)
    @DisplayName("Invariant 8: a fleet file applied twice changes nothing the second time")
    void aFleetFileAppliedTwiceChangesNothingTheSecondTime() throws Exception {
        Ended dry = run("fleet", "apply", fleet.toString(), "--dry-run", "--api", api());
        assertThat(dry.out()).as(dry.err()).contains("3 created", "dry run");
        assertThat(files.client.get("/tenants").path("items")).isEmpty();

        Ended first = run("fleet", "apply", fleet.toString(), "--api", api());
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("created tenant " + tenant, "created instance " + tenant + "/m")
                .endsWith("3 created, 0 changed, 0 removed, 0 unchanged\n");

        Ended second = run("fleet", "apply", fleet.toString(), "--api", api());
        assertThat(second.code()).isZero();
        assertThat(second.out()).isEqualTo("0 created, 0 changed, 0 removed, 3 unchanged\n");
    }

    @Test
    @Order(3)
    void checkInstanceTellsMoodleAndEngine() throws Exception {
        Ended asked = run("check", "instance", tenant + "/m", "--api", api());
        Ended byFile = run("check", "instance", tenant + "/m", "--fleet", fleet.toString());

        assertThat(asked.code()).as(asked.out() + asked.err()).isZero();
        assertThat(asked.out()).contains("Moodle   5.1", "server   PostgreSQL").doesNotContain("FAILED");
        assertThat(byFile.code()).isZero();
        // the service asks Zabbix for the host's name as well
        assertThat(asked.out()).startsWith(byFile.out()).contains("ok       host: " + tenant + "-m");
    }

    @Test
    @Order(4)
    void runPrintWritesTheSamplesOfAnInstantAsJsonLines() throws Exception {
        Instant tick = now.minusSeconds(3_600 * 24).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        String[] arguments = {"run", tenant + "/m", "--rate", "daily", "--at", tick.toString(), "--print"};
        Ended asked = run(with(arguments, "--api", api()));
        Ended byFile = run(with(arguments, "--fleet", fleet.toString()));

        assertThat(byFile.code()).as(byFile.err()).isZero();
        assertThat(asked).isEqualTo(byFile);
        Map<String, String> values = new TreeMap<>();
        for (String line : byFile.out().split("\n")) {
            JsonNode sample = JSON.readTree(line);
            assertThat(sample.fieldNames()).toIterable().containsExactly("host", "key", "value", "clock", "ns");
            assertThat(sample.path("host").asText()).isEqualTo(tenant + "-m");
            assertThat(sample.path("value").isTextual()).isTrue();
            values.put(sample.path("key").asText(), sample.path("value").asText());
        }
        assertThat(values)
                .containsAllEntriesOf(moodle.oracle().values(OracleSettings.defaults(moodle.zone), "daily", tick));
    }

    @Test
    @Order(5)
    void fleetStatusTellsTheRatesOfEachInstance() {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(
                        () -> assertThat(run("fleet", "status", "--api", api()).out())
                                .containsPattern("(?m)^" + tenant + "/m +up +instant( +20\\S+Z){3}( +-){5} *$"));
    }

    @Test
    @Order(5)
    void runWithoutPrintSendsThroughTheService() throws Exception {
        Ended sent = run("run", tenant + "/m", "--rate", "instant", "--api", api());

        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(sent.out()).matches("\\d+ samples are on their way to Zabbix\n");
    }

    @Test
    @Order(6)
    @DisplayName("Invariant 9: the list of processes and the log of the service show no secret")
    void noProcessShowsASecret() throws Exception {
        Process list = new ProcessBuilder("ps", "axww", "-o", "args").start();
        String processes = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(processes).contains("moodle-fleet.jar serve");
        for (String shown : List.of(processes, log())) {
            assertThat(shown).doesNotContain(moodle.password, files.token, zabbix.token);
        }
    }

    @Test
    @Order(7)
    void aSecondServiceOnTheSameFolderIsRefusedInOneLine() throws Exception {
        Ended second = run("serve", "-c", files.config.toString());

        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err().lines().filter(line -> line.startsWith("moodle-fleet: ")))
                .hasSize(1);
        assertThat(second.err()).doesNotContain("\tat ");
        assertThat(ready()).isTrue();
    }

    @Test
    @Order(8)
    @DisplayName("SIGTERM ends the service in time, with Java's code for it: 143")
    void sigtermEndsTheServiceInTime() throws Exception {
        serve.destroy();

        assertThat(serve.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isEqualTo(143);
        assertThat(log()).doesNotContain("not stopped cleanly", "not closed cleanly", " ERROR ", "\tat ");
    }

    private boolean ready() {
        try {
            return files.client.management("/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).isInstanceOf(ConnectException.class);
            return false;
        }
    }

    private String api() {
        return files.client.address();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("serve.log"));
    }

    private Process start(String... arguments) throws IOException {
        return program(arguments)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("serve.log").toFile())
                .start();
    }

    private Ended run(String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = program(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder program(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder program = new ProcessBuilder(command);
        program.environment().put("MOODLE_FLEET_TOKEN", files.token);
        return program;
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
