package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.bed.ApiClient;
import org.moodlefleet.service.bed.CapturedLog;
import org.moodlefleet.service.bed.ReadableMoodle;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

/** Invariant 4: what Zabbix refuses for good is counted by tenant, logged and listed with its reason, and can be sent again. */
class Invariant4RejectedSamplesAreNeverSilentIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tenant = "inv4-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void samplesOfAHostThatZabbixDoesNotKnowAreCountedAndLogged(@TempDir Path folder) throws Exception {
        try (ZabbixBed zabbix = new ZabbixBed(tenant);
                CapturedLog log = new CapturedLog();
                ReadableMoodle moodle = new ReadableMoodle(Engine.MARIADB, "mdl_", SiteSpec.empty(Instant.now()))) {
            ServiceFolder files = new ServiceFolder(folder, zabbix.token, "{enabled: false}");
            Service service = Service.of(ServiceConfig.read(files.config));
            service.start().await();
            try {
                refuse(files.client, moodle, log);
                sendAgain(files, zabbix);
            } finally {
                service.stop().await();
            }
        }
    }

    private void refuse(ApiClient client, ReadableMoodle moodle, CapturedLog log) {
        Map<String, Object> instance = moodle.instance("m", tenant + "-nowhere");
        instance.put("enabled", false); // what is run by hand is all that there is
        client.post("/tenants", Map.of("id", tenant, "name", tenant, "instances", List.of(instance)));
        HttpResponse<String> run =
                client.post("/tenants/" + tenant + "/instances/m/run?rate=instant&print=false", Map.of());
        assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
        long sent = run.body().lines().count();
        assertThat(sent).isPositive();

        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(client.metric("moodle_fleet_samples_rejected_total{owner=\"" + tenant + "\"}"))
                                .isEqualTo(sent));

        assertThat(client.metric("moodle_fleet_samples_accepted_total{owner=\"" + tenant + "\"}"))
                .isZero();
        assertThat(log.lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"level\":\"WARN\"", tenant + "-nowhere", "moodle.", "no such host"));
    }

    /** By the command line, as an operator does once the host is there. */
    private void sendAgain(ServiceFolder files, ZabbixBed zabbix) throws Exception {
        int rejected = counts(files).path("rejected").asInt();

        JsonNode listed = JSON.readTree(program(files, "list", "--rejected", "--tenant", tenant, "-o", "json"));
        assertThat(listed).hasSize(rejected).allSatisfy(one -> {
            assertThat(one.path("host").asText()).isEqualTo(tenant + "-nowhere");
            assertThat(one.path("cause").asText())
                    .as("without provisioning nobody is asked")
                    .isEqualTo("unknown");
        });
        assertThat(rows(files, "list", "--rejected", "--limit", "2")).hasSize(2);
        assertThat(rows(files, "list", "--rejected", "--cause", "host-unknown")).isEmpty();

        Set<String> keys = Set.copyOf(listed.findValuesAsText("key"));
        zabbix.createHost(tenant + "-nowhere", keys);
        assertThat(program(files, "retry", "--tenant", tenant)).isEqualTo(rejected + " samples are pending again\n");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> counts(files).path("accepted").asInt() == rejected);
        assertThat(rows(files, "list", "--rejected")).isEmpty();
        assertThat(program(files, "stats").lines())
                .anySatisfy(row -> assertThat(row.split(" +"))
                        .containsExactly(tenant, "" + 2 * rejected, "" + rejected, "" + rejected, "0", "0", "0", "-"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(zabbix.history(tenant + "-nowhere")).hasSize(keys.size()));
    }

    private JsonNode counts(ServiceFolder files) {
        return StreamSupport.stream(files.client.get("/outbox").path("tenants").spliterator(), false)
                .filter(one -> one.path("tenant").asText().equals(tenant))
                .findFirst()
                .orElseThrow();
    }

    /** A table below its headline. */
    private static List<String> rows(ServiceFolder files, String... arguments) throws Exception {
        return program(files, arguments).lines().skip(1).toList();
    }

    private static String program(ServiceFolder files, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/moodle-fleet.jar",
                "outbox"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--api", files.client.address()));
        ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
        program.environment().put("MOODLE_FLEET_TOKEN", files.token);
        Process process = program.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
