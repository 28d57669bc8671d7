package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.bed.ApiClient;
import org.moodlefleet.service.bed.ReadableMoodle;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

/**
 * Two tenants of one service, each on a Zabbix server of its own, and one that changes servers. The second server is
 * the one of TESTBED_SECOND_ZABBIX_URL and its _TRAPPER_PORT; without them nobody listens there, as in an outage.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralZabbixServersIT {

    private static final String SECOND_URL = System.getenv("TESTBED_SECOND_ZABBIX_URL");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String stays = "stays-" + UUID.randomUUID().toString().substring(0, 8);
    private final String moves = stays.replace("stays", "moves");

    private ZabbixBed zabbix;
    private ReadableMoodle moodle;
    private ApiClient client;
    private Service service;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        zabbix = new ZabbixBed(stays);
        moodle = new ReadableMoodle(
                Engine.MARIADB,
                "mdl_",
                SiteSpec.ordinary(7, Instant.now())
                        .withSize(20, 3)
                        .withDays(5)
                        .withLogRows(200)
                        .withFiles(10));
        ServiceFolder files = new ServiceFolder(folder, zabbix.token, "{every: 5s, removalGrace: 0s, removalLimit: 0}");
        Path password = Files.writeString(folder.resolve("second-password"), System.getenv("TESTBED_ZABBIX_PASSWORD"));
        String url = SECOND_URL == null ? "http://127.0.0.1:" + ServiceFolder.freePort() + "/" : SECOND_URL;
        String port = SECOND_URL == null
                ? String.valueOf(ServiceFolder.freePort())
                : System.getenv("TESTBED_SECOND_ZABBIX_TRAPPER_PORT");
        Files.writeString(
                files.config,
                """
                  servers:
                    second:
                      api: {url: "%s", user: %s, password: {file: %s}}
                      trapper: {host: 127.0.0.1, port: %s}
                """.formatted(url, System.getenv("TESTBED_ZABBIX_USER"), password, port),
                java.nio.file.StandardOpenOption.APPEND);
        client = files.client;
        service = Service.of(ServiceConfig.read(files.config));
        service.start().await();
        onboard(stays, null);
        onboard(moves, "second");
    }

    @AfterAll
    void stop() throws Exception {
        if (service != null) {
            service.stop().await();
        }
        moodle.close();
        zabbix.close();
    }

    @Test
    @Order(1)
    @DisplayName("Each tenant is on its server, and one server's outage holds up no other")
    void apart() {
        collect(stays);
        collect(moves);

        awaitValues(stays);
        assertThat(zabbix.items(host(moves))).as("not on the default server").isEmpty();
        if (SECOND_URL == null) {
            assertThat(pending(moves)).isPositive();
            assertThat(client.metric("moodle_fleet_channel_up{channel=\"default\"}"))
                    .isEqualTo(1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(client.metric("moodle_fleet_channel_up{channel=\"second\"}"))
                            .isZero());
        } else {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pending(moves)).isZero());
            assertThat(accepted(moves)).isPositive();
        }
    }

    @Test
    @Order(2)
    void usersHaveAccountsThere() {
        String login = "u." + stays;
        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> made = client.post("/tenants/" + stays + "/users/" + login + "/password", null);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            assertThat(ApiClient.json(made).path("password").asText()).hasSizeGreaterThan(20);
        });
        JsonNode account = zabbix.user(login);
        assertThat(account.path("usrgrps").findValuesAsText("name")).containsExactly("MOODLE " + stays);
        assertThat(account.path("role").path("name").asText()).isEqualTo("MOODLE tenant");
        assertThat(account.path("lang").asText()).isEqualTo("fr_FR");
        assertThat(account.path("timezone").asText()).isEqualTo("Europe/Paris");
    }

    @Test
    @Order(3)
    @DisplayName("A tenant that changes servers takes along what waits, and is on the new one at once")
    void moving() {
        double before = accepted(moves);

        onboard(moves, null);
        collect(moves);

        awaitValues(moves);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pending(moves)).isZero());
        assertThat(accepted(moves)).isGreaterThan(before);
        assertThat(client.metric("moodle_fleet_samples_rejected_total{owner=\"" + moves + "\"}"))
                .isZero();
    }

    @Test
    @Order(4)
    @DisplayName("What a tenant leaves on its old server is removed there as if it were gone, and approved there")
    void leaving() {
        assumeTrue(SECOND_URL != null, "TESTBED_SECOND_ZABBIX_URL names no second Zabbix");
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode plan = client.get("/zabbix/plan?server=second");
            assertThat(plan.path("held").asBoolean()).isTrue();
            assertThat(plan.toString()).contains("delete host " + host(moves)).doesNotContain("host " + host(stays));
        });

        await().atMost(PATIENCE).untilAsserted(() -> {
            String fingerprint =
                    client.get("/zabbix/plan?server=second").path("fingerprint").asText();
            client.post("/zabbix/apply?server=second", Map.of("approve", fingerprint));
            assertThat(client.get("/zabbix/plan?server=second").path("changes")).isEmpty();
        });
        assertThat(zabbix.items(host(moves))).as("those on the new server").isNotEmpty();
    }

    @Test
    @Order(5)
    @DisplayName("Removals over the limit wait for the approval of exactly these")
    void approval() {
        client.delete("/tenants/" + stays + "?cascade=true");
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode plan = client.get("/zabbix/plan");
            assertThat(plan.path("held").asBoolean()).isTrue();
            assertThat(plan.toString()).contains("delete host " + host(stays)).doesNotContain("host " + host(moves));
        });
        assertThat(zabbix.hosts()).containsKey(host(stays));
        HttpResponse<String> wrong = client.post("/zabbix/apply", Map.of("approve", "0".repeat(32)));
        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(zabbix.hosts()).containsKey(host(stays));

        String fingerprint = client.get("/zabbix/plan").path("fingerprint").asText();
        HttpResponse<String> right = client.post("/zabbix/apply", Map.of("approve", fingerprint));

        assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
        assertThat(ApiClient.json(right).path("failures")).as(right.body()).isEmpty();
        assertThat(zabbix.hosts()).isEmpty();
        assertThat(zabbix.user("u." + stays).isMissingNode()).isTrue();
        assertThat(zabbix.items(host(moves))).isNotEmpty();
        assertThat(client.get("/audit?limit=1").toString()).contains(fingerprint);
    }

    @Test
    @Order(6)
    void nothingIsLeftOfATenantThatIsGone() {
        client.delete("/tenants/" + moves + "?cascade=true");

        await().atMost(PATIENCE).untilAsserted(() -> {
            String fingerprint = client.get("/zabbix/plan").path("fingerprint").asText();
            client.post("/zabbix/apply", Map.of("approve", fingerprint));
            assertThat(zabbix.items(host(moves))).isEmpty();
            assertThat(client.get("/zabbix/plan").path("changes")).isEmpty();
        });
    }

    private void onboard(String tenant, String server) {
        Map<String, Object> document = new java.util.HashMap<>(Map.of(
                "name",
                "Tenant " + tenant,
                "language",
                "fr",
                "timezone",
                "Europe/Paris",
                "users",
                List.of(Map.of("login", "u." + tenant)),
                "instances",
                List.of(moodle.instance("school", host(tenant)))));
        if (server != null) {
            document.put("zabbix", server);
        }
        HttpResponse<String> answer = client.put("/tenants/" + tenant, document);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    private void collect(String tenant) {
        HttpResponse<String> run = client.post("/tenants/" + tenant + "/instances/school/run?rate=instant", null);
        assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
    }

    private void awaitValues(String tenant) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(zabbix.history(host(tenant))).containsKey("moodle.users.online"));
    }

    private double pending(String tenant) {
        return client.metric("moodle_fleet_outbox_pending{owner=\"" + tenant + "\"}");
    }

    private double accepted(String tenant) {
        return client.metric("moodle_fleet_samples_accepted_total{owner=\"" + tenant + "\"}");
    }

    private static String host(String tenant) {
        return tenant + ".example";
    }
}
