package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.bed.ApiClient;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.service.config.ServiceConfig;

/** A real Zabbix while the data folder of a service is lost, and while a copy of the service is started by mistake. */
class Invariant8ALostRegistryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> INSTANCES = List.of("one", "three", "two");

    private final String tenant = "lost-" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    Path folder;

    private ZabbixBed zabbix;
    private ServiceFolder files;
    private Service service;

    @BeforeEach
    void provision() throws Exception {
        zabbix = new ZabbixBed(tenant);
        files = new ServiceFolder(folder, zabbix.token, "{every: 1s, language: fr}");
        service = started();
        onboard(INSTANCES);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(zabbix.hosts()).hasSize(INSTANCES.size() + 1);
            assertThat(plan()).isEmpty();
        });
    }

    @AfterEach
    void close() {
        service.stop().await();
        zabbix.close();
    }

    @Test
    @DisplayName("Invariant 8: with the data folder lost no host is switched off, and adopted they are as they were")
    void dataFolderLost() throws Exception {
        Map<String, String> before = hosts();
        service.stop().await();
        delete(files.data);

        service = started();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(conflicts())
                        .anyMatch(line -> line.contains(host("one")) && line.contains("are left as they are"))
                        .anyMatch(line -> line.contains("dashboard")));
        applied(Map.of());
        assertThat(hosts()).isEqualTo(before);

        onboard(List.of("one"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(conflicts())
                        .anyMatch(line -> line.startsWith("host " + host("one") + " exists but")));
        applied(Map.of());
        assertThat(hosts()).isEqualTo(before);

        onboard(INSTANCES);
        applied(Map.of("adopt", "all"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(plan()).isEmpty();
            assertThat(conflicts()).isEmpty();
        });
        assertThat(hosts()).isEqualTo(before);
        assertThat(files.client.get("/audit").path("items").findValuesAsText("type"))
                .contains("adoption");
    }

    @Test
    @DisplayName("Invariant 8: a registry of which the last instance goes has its removals approved")
    void emptied() {
        for (String instance : INSTANCES) {
            assertThat(files.client
                            .delete("/tenants/" + tenant + "/instances/" + instance)
                            .statusCode())
                    .isEqualTo(204);
            applied(Map.of());
        }
        Map<String, String> left = hosts();
        assertThat(left.values()).filteredOn(state -> state.endsWith(" 0")).isNotEmpty();
        assertThat(left.get(host("two"))).endsWith(" 0");

        JsonNode plan = files.client.get("/zabbix/plan");
        assertThat(plan.path("held").asBoolean()).isTrue();
        applied(Map.of("approve", plan.path("fingerprint").asText()));

        assertThat(hosts().values()).allMatch(state -> state.endsWith(" 1"));
    }

    @Test
    @DisplayName(
            "Invariant 8: a copy of the service that is started by mistake finds its ports taken, and does nothing")
    void secondCopy() throws Exception {
        Map<String, String> before = hosts();
        Set<String> registries = registries();
        String config = Files.readString(files.config);
        String elsewhere =
                config.replace(files.data.toString(), folder.resolve("copy").toString());
        String otherApi = elsewhere.replaceFirst("127.0.0.1:\\d+", "127.0.0.1:" + ServiceFolder.freePort());

        for (Map.Entry<String, String> copy :
                Map.of("api.listen", elsewhere, "management.listen", otherApi).entrySet()) {
            Path file = Files.writeString(folder.resolve("copy.yaml"), copy.getValue());
            Service second = Service.of(ServiceConfig.read(file));
            assertThatThrownBy(() -> second.start().await())
                    .hasMessageContaining("cannot listen on")
                    .hasMessageEndingWith("write another " + copy.getKey());
        }

        assertThat(hosts()).isEqualTo(before);
        assertThat(registries()).isEqualTo(registries);
        assertThat(plan()).isEmpty();
    }

    private Service started() throws Exception {
        Service started = Service.of(ServiceConfig.read(files.config));
        started.start().await();
        return started;
    }

    private void onboard(List<String> instances) {
        List<Map<String, Object>> documents = instances.stream()
                .map(id -> Map.<String, Object>of(
                        "id",
                        id,
                        "name",
                        id,
                        "baseUrl",
                        "https://" + host(id),
                        "database",
                        Map.of(
                                "engine", "mariadb",
                                "host", "127.0.0.1",
                                "port", 1,
                                "name", "moodle",
                                "user", "reader",
                                "tls", "disable",
                                "password", Map.of("value", "none"))))
                .toList();
        HttpResponse<String> answer = files.client.put(
                "/tenants/" + tenant + "?check=false",
                Map.of("name", "Lost", "language", "en", "instances", documents));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    private String host(String instance) {
        return instance + "." + tenant + ".example";
    }

    private List<JsonNode> plan() {
        List<JsonNode> changes = new java.util.ArrayList<>();
        files.client.get("/zabbix/plan").path("changes").forEach(changes::add);
        return changes;
    }

    private List<String> conflicts() {
        List<String> conflicts = new java.util.ArrayList<>();
        files.client.get("/zabbix/plan").path("conflicts").forEach(line -> conflicts.add(line.asText()));
        return conflicts;
    }

    private void applied(Map<String, String> order) {
        HttpResponse<String> answer = files.client.post("/zabbix/apply", order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ApiClient.json(answer).path("failures")).isEmpty();
    }

    /** Ids of the tenant's hosts, and whether they are switched off. */
    private Map<String, String> hosts() {
        Map<String, String> hosts = new TreeMap<>();
        zabbix.hosts()
                .forEach((name, host) -> hosts.put(
                        name,
                        host.path("hostid").asText() + " " + host.path("status").asText()));
        return hosts;
    }

    private Set<String> registries() {
        Set<String> registries = new TreeSet<>();
        zabbix.hosts().values().stream()
                .flatMap(host -> ZabbixBed.tags(host).stream())
                .filter(tag -> tag.startsWith("managed-for="))
                .forEach(registries::add);
        assertThat(registries).hasSize(1);
        return registries;
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
