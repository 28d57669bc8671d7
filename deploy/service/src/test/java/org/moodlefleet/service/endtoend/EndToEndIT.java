package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.bed.ApiClient;
import org.moodlefleet.service.bed.CapturedLog;
import org.moodlefleet.service.bed.ReadableMoodle;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.bed.ZabbixBed;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;
import org.moodlefleet.testbed.oracle.Oracle;
import org.moodlefleet.testbed.oracle.OracleSettings;

/**
 * The main job: the whole service between real databases and a real Zabbix. One tenant lives through its
 * days in the order of the tests: onboarded, collected, consolidated, restarted, changed, reduced.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {

    private static final List<String> RATES = List.of("instant", "hourly", "daily", "weekly", "monthly");

    private final String tenant = "e2e-" + UUID.randomUUID().toString().substring(0, 8);
    private final String deadPassword = "canary-" + UUID.randomUUID();
    private final CapturedLog log = new CapturedLog();

    private ZabbixBed zabbix;
    private ReadableMoodle onMariaDb;
    private ReadableMoodle onPostgreSql;
    private ServiceFolder files;
    private ApiClient client;
    private Service service;
    private String first;
    private String second;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        zabbix = new ZabbixBed(tenant);
        Instant now = Instant.now();
        onMariaDb = new ReadableMoodle(Engine.MARIADB, "mdl_", small(1, now));
        onPostgreSql =
                new ReadableMoodle(Engine.POSTGRESQL, "moo_", small(2, now).withZone(ZoneId.of("America/New_York")));
        files = new ServiceFolder(folder, zabbix.token, "{every: 5s}");
        client = files.client;
        writeOwnTemplate(folder.resolve("templates/own"));
        startService();
        first = tickingAt(now.getEpochSecond() + 5, "m");
        second = tickingAt(now.getEpochSecond() + 35, "p");
    }

    /** One good measure file, and two mistakes that it must not suffer from. */
    private void writeOwnTemplate(Path own) throws Exception {
        Files.createDirectories(own.resolve("measures"));
        Files.writeString(own.resolve("template.yaml"), "name: " + zabbix.ownTemplate() + "\n");
        Files.writeString(own.resolve("measures/broken.yaml"), "set: broken\nrate: sometimes\n");
        Files.writeString(own.resolve("measures/rooms.yaml"), """
                set: rooms
                rate: instant
                nature: state
                reads:
                  course: [id]
                sql: SELECT COUNT(*) AS rooms FROM {course} c
                measures:
                  - key: bookings.rooms
                    type: unsigned
                    name: {en: Rooms, fr: Salles}
                    description: {en: Rooms., fr: Salles.}
                """);
        Files.writeString(own.resolve("zabbix.yaml"), """
                triggers:
                  - id: few
                    name: {en: Few rooms, fr: Peu de salles}
                    expression: last(/{T}/bookings.room)<3
                    severity: info
                    description: {en: Few rooms., fr: Peu de salles.}
                """);
        Files.writeString(
                files.config, "templates: [" + own.getParent() + "]\n", java.nio.file.StandardOpenOption.APPEND);
    }

    @AfterAll
    void stop() throws Exception {
        if (service != null) {
            service.stop().await();
        }
        onMariaDb.close();
        onPostgreSql.close();
        zabbix.close();
        log.close();
    }

    @Test
    @Order(1)
    void oneCallOnboardsATenantWithItsMoodlesAndAGroup() throws Exception {
        Map<String, Object> document = Map.of(
                "id",
                tenant,
                "name",
                "Tenant " + tenant,
                "instances",
                List.of(
                        onMariaDb.instance(first, host("maria")),
                        onPostgreSql.instance(second, host("postgres")),
                        onMariaDb.unreachable("dead", host("dead"), ServiceFolder.freePort(), deadPassword)),
                "groups",
                List.of(Map.of("id", "all", "name", "All schools", "members", Map.of("tag", "lycee"))));

        HttpResponse<String> refused = client.post("/tenants", document);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body())
                .contains("/instances/2/database/host")
                .doesNotContain("/instances/0", "/instances/1");
        HttpResponse<String> answer = client.post("/tenants?check=false", document);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    @Order(2)
    void zabbixHoldsTheTenant() {
        within(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(zabbix.hosts())
                        .containsOnlyKeys(
                                host("maria"),
                                host("postgres"),
                                host("dead"),
                                "MOODLE GROUP " + tenant,
                                "MOODLE GROUP " + tenant + " all"));
        within(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.metric("moodle_fleet_zabbix_open_changes{server=\"default\"}"))
                        .isZero());

        JsonNode maria = zabbix.hosts().get(host("maria"));
        assertThat(maria.path("name").asText()).isEqualTo("School " + first + " (" + tenant + "/" + first + ")");
        assertThat(ZabbixBed.enabled(maria)).isTrue();
        assertThat(ZabbixBed.groups(maria))
                .containsExactly("MOODLE GROUP/" + tenant + "/all", "MOODLE Servers", "MOODLE/" + tenant);
        // the shop is a plugin that this Moodle does not have
        assertThat(ZabbixBed.templates(maria)).contains("MOODLE").doesNotContain("MOODLE SHOP");
        assertThat(ZabbixBed.tags(maria))
                .filteredOn(tag -> !tag.matches("managed-for=[0-9a-f]{12}"))
                .hasSize(ZabbixBed.tags(maria).size() - 1)
                .containsExactly("instance=" + first, "managed-by=moodle-fleet", "moodle=lycee", "tenant=" + tenant);
        JsonNode group = zabbix.hosts().get("MOODLE GROUP " + tenant + " all");
        assertThat(ZabbixBed.groups(group)).containsExactly("MOODLE GROUP", "MOODLE/" + tenant);
        assertThat(ZabbixBed.templates(group)).containsExactly("MOODLE GROUP");
    }

    @Test
    @Order(3)
    void valuesOfEveryRateOnBothEnginesEqualTheOracle() throws Exception {
        assertValuesOf(first, host("maria"), onMariaDb);
        assertValuesOf(second, host("postgres"), onPostgreSql);
    }

    @Test
    @Order(4)
    void aMeasureOfTheOperatorsOwnIsCollectedAndItsMistakesAreSaid() throws Exception {
        int courses = onMariaDb.courses();

        within(Duration.ofSeconds(100))
                .untilAsserted(() -> assertThat(zabbix.history(host("maria")).get("bookings.rooms"))
                        .isNotNull()
                        .containsValue(String.valueOf(courses)));
        assertThat(ZabbixBed.templates(zabbix.hosts().get(host("maria")))).contains(zabbix.ownTemplate());
        assertThat(client.metric("moodle_fleet_templates_refused")).isEqualTo(2);
        assertThat(log.lines)
                .anySatisfy(line -> assertThat(line).contains("broken.yaml", "/rate"))
                .anySatisfy(line -> assertThat(line).contains("zabbix.yaml", "did you mean 'bookings.rooms'?"));
    }

    @Test
    @Order(4)
    void theGroupAddsUpItsMembers() throws Exception {
        String host = "MOODLE GROUP " + tenant + " all";
        Map<String, String> maria = daily(first, onMariaDb);
        Map<String, String> postgres = daily(second, onPostgreSql);

        within(Duration.ofSeconds(130)).untilAsserted(() -> {
            Map<String, JsonNode> items = zabbix.items(host);
            // of daily values it is done each ten minutes
            zabbix.calculateNow(items.values());
            assertThat(items.get("moodle.group[instances]").path("lastvalue").asText())
                    .isEqualTo("2");
            assertSum(items, "users", "moodle.users.registered", maria, postgres);
            assertSum(items, "courses", "moodle.courses.all", maria, postgres);
            assertSum(items, "modules", "moodle.modules.all", maria, postgres);
            assertSum(items, "daily_logins", "moodle.users.dailylogins", maria, postgres);
        });
    }

    @Test
    @Order(5)
    void anUnreachableMoodleIsDownInStatusAndMetricsWhileTheServiceIsReady() {
        within(Duration.ofSeconds(70))
                .untilAsserted(
                        () -> assertThat(status("dead").path("state").asText()).isEqualTo("down"));

        assertThat(status("dead").path("lastError").asText()).startsWith("unreachable: ");
        assertThat(up("dead")).isZero();
        assertThat(up(first)).isOne();
        assertThat(status(first).path("state").asText()).isEqualTo("up");
        within(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(zabbix.history(host("dead")))
                        .containsOnlyKeys(
                                "moodle.collector.answers", "moodle.collector.lateness", "moodle.collector.reason"));
        assertThat(zabbix.history(host("dead")).get("moodle.collector.answers").values())
                .containsOnly("0");
        HttpResponse<String> ready = client.management("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ApiClient.json(ready).path("status").asText()).isEqualTo("UP");
        assertThat(client.management("/health/live").statusCode()).isEqualTo(200);
        assertThat(log.lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("the Moodle cannot be read", "\"tenant\":\"" + tenant + "\"", "\"instance\":\"dead\"")
                        .contains("\"kind\":\"unreachable\""));
    }

    @Test
    @Order(6)
    @DisplayName(
            "Invariants 2, 3 and 8: a restart loses nothing, collects no window twice and changes nothing in Zabbix")
    void aRestartLosesNothingAndCollectsNoWindowTwice() throws Exception {
        within(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(pending()).isZero());
        JsonNode registry = client.get("/tenants/" + tenant + "/instances");
        double collected = samples("collected");
        assertThat(samples("accepted")).isEqualTo(collected);
        assertThat(samples("rejected") + samples("dropped")).isZero();

        service.stop().await();
        assertThat(log.lines)
                .filteredOn(line -> line.contains("no longer collected"))
                .hasSize(3);
        log.lines.clear();
        startService();

        assertThat(client.get("/tenants/" + tenant + "/instances")).isEqualTo(registry);
        assertThat(samples("collected")).isGreaterThanOrEqualTo(collected);
        within(Duration.ofSeconds(70))
                .untilAsserted(() -> assertThat(ticks(first, "instant")).isPositive());
        // what is due after a start is collected within 20 seconds of the first answer
        await().pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(21))
                .atMost(Duration.ofSeconds(25))
                .until(() ->
                        Stream.of("daily", "weekly", "monthly").allMatch(rate -> Double.isNaN(ticks(first, rate))));
        assertThat(zabbix.history(host("maria")).get("moodle.users.dailylogins"))
                .hasSize(1);
        assertThat(log.lines).noneMatch(line -> line.contains("Zabbix was changed"));
    }

    @Test
    @Order(7)
    void aChangeOfTheRegistryShowsInZabbix() {
        ObjectNode changed =
                client.get("/tenants/" + tenant + "/instances/" + second).deepCopy();
        String foreign = zabbix.foreignHost(host("foreign"));
        String hostId = zabbix.hosts().get(host("postgres")).path("hostid").asText();
        HttpResponse<String> taken = client.put(
                "/tenants/" + tenant + "/instances/" + second,
                changed.deepCopy().put("host", host("foreign")));
        zabbix.deleteHost(foreign);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(422);
        assertThat(taken.body()).contains("\"/host\"", "that is not ours");
        changed.put("name", "Renamed")
                .put("host", host("moved"))
                .putArray("tags")
                .add("college");

        HttpResponse<String> answer = client.put("/tenants/" + tenant + "/instances/" + second, changed);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        within(Duration.ofSeconds(30)).untilAsserted(() -> {
            Map<String, JsonNode> hosts = zabbix.hosts();
            assertThat(hosts).containsKey(host("moved")).doesNotContainKey(host("postgres"));
            JsonNode moved = hosts.get(host("moved"));
            assertThat(moved.path("name").asText()).contains("Renamed");
            assertThat(ZabbixBed.tags(moved)).contains("moodle=college").doesNotContain("moodle=lycee");
            assertThat(ZabbixBed.groups(moved)).containsExactly("MOODLE Servers", "MOODLE/" + tenant);
            assertThat(moved.path("hostid").asText()).isEqualTo(hostId);
        });
        // it keeps its history
        within(Duration.ofSeconds(110))
                .untilAsserted(() -> assertThat(zabbix.history(host("moved")))
                        .containsKeys("moodle.general.instance", "moodle.users.registered"));
    }

    @Test
    @Order(8)
    void aRemovedInstanceIsDisabledInZabbixAndForgottenElsewhere() {
        assertThat(client.delete("/tenants/" + tenant + "/instances/" + first).statusCode())
                .isEqualTo(204);

        within(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(ZabbixBed.enabled(zabbix.hosts().get(host("maria")))).isFalse();
            assertThat(up(first)).isNaN();
        });
        assertThat(zabbix.history(host("maria"))).containsKey("moodle.users.registered");
    }

    @Test
    @Order(9)
    @DisplayName("Invariant 10: a wrong document is answered with field and hint, and changes nothing")
    void aWrongDocumentChangesNothing() {
        JsonNode before = client.get("/tenants/" + tenant + "/instances/" + second);
        ObjectNode wrong = before.deepCopy();
        wrong.put("name", "Other").put("prefx", "moo_");

        HttpResponse<String> answer = client.put("/tenants/" + tenant + "/instances/" + second, wrong);

        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(answer.body()).contains("/prefx", "prefix");
        assertThat(client.get("/tenants/" + tenant + "/instances/" + second)).isEqualTo(before);
    }

    @Test
    @Order(10)
    @DisplayName("Invariants 7 and 9: no secret in a log line, an answer, a metric or a data file")
    void secretsStayInside() throws Exception {
        client.management("/metrics");
        client.get("/status");
        client.post("/tenants/" + tenant + "/instances/dead/check", Map.of());
        client.get("/tenants/" + tenant + "/instances/dead");
        service.stop().await();
        service = null;
        List<String> seen = new ArrayList<>(log.lines);
        seen.addAll(client.answers);
        try (Stream<Path> data = Files.walk(files.data)) {
            for (Path file : data.filter(Files::isRegularFile).toList()) {
                seen.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }

        assertThat(seen).hasSizeGreaterThan(50);
        for (String secret :
                Set.of(onMariaDb.password, onPostgreSql.password, deadPassword, files.token, zabbix.token)) {
            assertThat(seen).noneMatch(text -> text.contains(secret));
        }
    }

    private void assertValuesOf(String instance, String host, ReadableMoodle moodle) throws Exception {
        Oracle oracle = moodle.oracle();
        within(Duration.ofSeconds(100))
                .untilAsserted(() -> assertThat(status(instance).path("rates")).hasSize(RATES.size()));
        JsonNode rates = status(instance).path("rates");
        for (String rate : RATES) {
            Instant tick = Instant.parse(rates.path(rate).path("lastTick").asText());
            assertThat(rates.path(rate).path("lastSuccess").asText()).isEqualTo(tick.toString());
            Map<String, String> expected = oracle.values(OracleSettings.defaults(moodle.zone), rate, tick);
            // items of segments appear only once Zabbix has discovered them
            expected.keySet().retainAll(Oracle.keys(rate));
            assertThat(expected).isNotEmpty();
            within(Duration.ofSeconds(60)).untilAsserted(() -> {
                Map<String, Map<Long, String>> history = zabbix.history(host);
                expected.forEach((key, value) -> assertThat(history)
                        .as(rate + " " + key + " of " + host)
                        .hasEntrySatisfying(
                                key,
                                values -> assertThat(values.get(Oracle.clock(key, rate, tick, moodle.zone)))
                                        .as(key + " at the clock of " + tick + " among " + values + " " + rates)
                                        .satisfies(stored -> assertEqual(key, stored, value))));
            });
        }
    }

    private static void assertEqual(String key, String stored, String expected) {
        assertThat(stored).isNotNull();
        if (Oracle.approximate().contains(key)) {
            BigDecimal number = new BigDecimal(expected);
            assertThat(new BigDecimal(stored)).isCloseTo(number, within(number.multiply(new BigDecimal("0.02"))));
        } else if (expected.matches("-?\\d+\\.\\d+")) {
            assertThat(new BigDecimal(stored)).isEqualByComparingTo(expected);
        } else {
            assertThat(stored).isEqualTo(expected);
        }
    }

    private static void assertSum(
            Map<String, JsonNode> items, String key, String of, Map<String, String> one, Map<String, String> other) {
        long sum = Long.parseLong(one.get(of)) + Long.parseLong(other.get(of));
        assertThat(sum).isPositive();
        assertThat(items.get("moodle.group[" + key + "]").path("lastvalue").asText())
                .as(key)
                .isEqualTo(String.valueOf(sum));
    }

    private Map<String, String> daily(String instance, ReadableMoodle moodle) throws Exception {
        Instant tick = Instant.parse(
                status(instance).path("rates").path("daily").path("lastTick").asText());
        return moodle.oracle().values(OracleSettings.defaults(moodle.zone), "daily", tick);
    }

    private void startService() throws Exception {
        service = Service.of(ServiceConfig.read(files.config));
        service.start().await();
    }

    private JsonNode status(String instance) {
        return client.get("/tenants/" + tenant + "/instances/" + instance + "/status");
    }

    private double up(String instance) {
        return client.metric("moodle_fleet_instance_up{instance=\"" + instance + "\",tenant=\"" + tenant + "\"}");
    }

    private double ticks(String instance, String rate) {
        return client.metric("moodle_fleet_ticks_total{instance=\"" + instance + "\",rate=\"" + rate + "\",tenant=\""
                + tenant + "\"}");
    }

    private double samples(String fate) {
        return client.metric("moodle_fleet_samples_" + fate + "_total{owner=\"" + tenant + "\"}");
    }

    private double pending() {
        return client.metric("moodle_fleet_outbox_pending{owner=\"" + tenant + "\"}");
    }

    private String host(String name) {
        return tenant + "-" + name;
    }

    /**
     * An id whose instant ticks come at about that second of each minute, which saves a minute of waiting, and
     * whose next regular hourly tick is far off: one that finds nothing due would be the last in the status.
     */
    private String tickingAt(long second, String prefix) {
        return IntStream.range(0, 500)
                .mapToObj(n -> prefix + n)
                .filter(id -> seconds(id, Rate.HOURLY, second, 3_600) > 600)
                .min(Comparator.comparing(id -> seconds(id, Rate.INSTANT, second, 60)))
                .orElseThrow();
    }

    /** From a moment to the next tick of an instance. */
    private long seconds(String id, Rate rate, long from, long period) {
        return Math.floorMod(Spread.DEFAULT.offset(tenant + "/" + id, rate).toSeconds() - from, period);
    }

    private static SiteSpec small(long seed, Instant now) {
        return SiteSpec.ordinary(seed, now)
                .withSize(60, 8)
                .withDays(45)
                .withLogRows(6_000)
                .withFiles(150);
    }

    private static ConditionFactory within(Duration most) {
        return await().atMost(most).pollInterval(Duration.ofSeconds(1));
    }

    private static org.assertj.core.data.Offset<BigDecimal> within(BigDecimal most) {
        return org.assertj.core.api.Assertions.within(most);
    }
}
