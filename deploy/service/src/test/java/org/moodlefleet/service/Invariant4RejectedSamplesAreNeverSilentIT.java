package org.moodlefleet.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

/** Invariant 4: what Zabbix refuses for good is counted by tenant and logged with host, key and reason. */
class Invariant4RejectedSamplesAreNeverSilentIT {

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
            } finally {
                service.stop().await();
            }
        }
    }

    private void refuse(ApiClient client, ReadableMoodle moodle, CapturedLog log) {
        client.post(
                "/tenants",
                Map.of("id", tenant, "name", tenant, "instances", List.of(moodle.instance("m", tenant + "-nowhere"))));
        HttpResponse<String> run =
                client.post("/tenants/" + tenant + "/instances/m/run?rate=instant&print=false", Map.of());
        assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
        long sent = run.body().lines().count();
        assertThat(sent).isPositive();

        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(client.metric("moodle_fleet_samples_rejected_total{owner=\"" + tenant + "\"}"))
                                .isGreaterThanOrEqualTo(sent));

        assertThat(client.metric("moodle_fleet_samples_accepted_total{owner=\"" + tenant + "\"}"))
                .isZero();
        assertThat(log.lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"level\":\"WARN\"", tenant + "-nowhere", "moodle.", "no such host"));
    }
}
