package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.Sample;

@DisplayName("A real Zabbix fetches the front page: FRONT ACCESS")
@TestInstance(Lifecycle.PER_CLASS)
class FrontAccessIT {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><title>Home | Test</title>
            <meta name="keywords" content="moodle, Home | Test" />
            </head><body></body></html>
            """;

    private static final String RESPONSE_TIME = "web.test.time[FRONT ACCESS,FRONT,resp]";

    private final TemplateBed zabbix = new TemplateBed();
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, TemplateBed.Host> hosts = new TreeMap<>();

    @BeforeAll
    void letZabbixFetch(@TempDir Path folder) throws Exception {
        String plain = "http://127.0.0.1:" + listen(new HttpServerOptions());
        String untrusted = "https://127.0.0.1:"
                + listen(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(selfSigned(folder).toString())
                                .setPassword("changeit")));
        hosts.put("good", host("{$MOODLE.URL}", plain + "/moodle"));
        hosts.put("other page", host("{$MOODLE.URL}", plain + "/other"));
        hosts.put("error", host("{$MOODLE.URL}", plain + "/error"));
        hosts.put("maintenance", host("{$MOODLE.URL}", plain + "/error"));
        hosts.put("untrusted", host("{$MOODLE.URL}", untrusted + "/moodle/"));
        hosts.put("nobody listens", host("{$MOODLE.URL}", "http://127.0.0.1:9/"));
        hosts.put("not watched", host("{$MOODLE.URL}", "http://127.0.0.1:9/", "{$MOODLE.FRONT.WATCH}", "0"));
        hosts.put("slow", host("{$MOODLE.URL}", plain + "/moodle/", "{$MOODLE.FRONT.TIME.MAX}", "0"));
        hosts.put("by proxy", host("{$MOODLE.URL}", "http://moodle.invalid/moodle/", "{$MOODLE.FRONT.PROXY}", plain));
        zabbix.provision(Language.EN, hosts, file -> file.replace("delay: \"5m\"", "delay: \"1s\""));
    }

    /** As the collector does each minute; what a server that is busy has not yet seen arrives with the next one. */
    private void sendMaintenance() {
        zabbix.send(hosts.keySet().stream()
                .map(host -> new Sample(
                        zabbix.host(host),
                        "moodle.general.maintenance",
                        host.equals("maintenance") ? "1" : "0",
                        Instant.now().getEpochSecond(),
                        1))
                .toList());
    }

    @AfterAll
    void close() {
        zabbix.close();
        vertx.close().await();
    }

    @Test
    void raisesAProblemWhereThePageIsNotMoodlesOrCannotBeHad() {
        Map<String, Set<String>> expected = Map.of(
                "good", Set.of(),
                "by proxy", Set.of(),
                "maintenance", Set.of(),
                "not watched", Set.of(),
                "other page", Set.of("front"),
                "untrusted", Set.of("front"),
                "nobody listens", Set.of("front"),
                "error", Set.of("fronterror"),
                "slow", Set.of("frontslow"));

        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    sendMaintenance();
                    assertThat(problems()).containsAllEntriesOf(expected);
                    assertThat(expected.keySet())
                            .allSatisfy(host -> assertThat(
                                            zabbix.history(zabbix.webItems(host).get("web.test.fail[FRONT ACCESS]")))
                                    .hasSizeGreaterThan(2));
                });
        assertThat(problems()).containsAllEntriesOf(expected);
        assertThat(value("good", "web.test.rspcode[FRONT ACCESS,FRONT]")).isEqualTo("200");
        assertThat(value("good", "web.test.fail[FRONT ACCESS]")).isEqualTo("0");
        assertThat(value("by proxy", "web.test.fail[FRONT ACCESS]")).isEqualTo("0");
        assertThat(value("error", "web.test.rspcode[FRONT ACCESS,FRONT]")).isEqualTo("503");
        assertThat(value("untrusted", "web.test.error[FRONT ACCESS]")).contains("SSL");
        assertThat(value("other page", "web.test.error[FRONT ACCESS]")).contains("content=\"moodle");
        assertThat(Double.valueOf(value("slow", RESPONSE_TIME))).isPositive();
    }

    /**
     * Problems of the front page by host. Of a page that answers with an error nothing else is said: Zabbix no longer looks at
     * a trigger while one that it depends on is a problem.
     */
    private Map<String, Set<String>> problems() {
        Map<String, Set<String>> problems = new TreeMap<>();
        zabbix.triggers(Language.EN).forEach((host, triggers) -> {
            Set<String> ofHost = new TreeSet<>();
            triggers.forEach((id, trigger) -> {
                if (trigger.path("value").asText().equals("1")) {
                    ofHost.add(id);
                }
            });
            Set<String> looked = new TreeSet<>(Set.of("front", "fronterror", "frontslow"));
            if (ofHost.contains("fronterror")) {
                ofHost.remove("front");
                looked.remove("front");
            }
            looked.forEach(id -> assertThat(triggers.get(id).path("error").asText())
                    .as(host + ": " + id)
                    .isEmpty());
            problems.put(host, ofHost);
        });
        return problems;
    }

    private String value(String host, String key) {
        JsonNode item = zabbix.webItems(host).get(key);
        return item.path("lastvalue").asText();
    }

    private TemplateBed.Host host(String... macros) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < macros.length; i += 2) {
            values.put(macros[i], macros[i + 1]);
        }
        List<Template> moodle = zabbix.templates.stream()
                .filter(template -> !template.zabbix().webScenarios().isEmpty())
                .toList();
        return new TemplateBed.Host(moodle, values);
    }

    private int listen(HttpServerOptions options) {
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(FrontAccessIT::answer)
                .listen(0, "127.0.0.1")
                .await();
        return server.actualPort();
    }

    /** What a web server says, also one that is asked as a proxy. */
    private static void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/moodle" ->
                request.response()
                        .setStatusCode(301)
                        .putHeader("Location", "/moodle/")
                        .end();
            case "/moodle/" -> request.response().end(PAGE);
            case "/error" -> request.response().setStatusCode(503).end(PAGE);
            default -> request.response().end("<html><body>It works!</body></html>");
        }
    }

    private static Path selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("self-signed.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "front",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }
}
