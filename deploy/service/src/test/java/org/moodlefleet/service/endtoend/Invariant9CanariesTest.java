package org.moodlefleet.service.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.service.Service;
import org.moodlefleet.service.bed.CapturedLog;
import org.moodlefleet.service.bed.ServiceFolder;
import org.moodlefleet.service.config.ServiceConfig;
import org.moodlefleet.service.process.Logs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every secret of this test has "canary" in it. All that the service reaches for is down, so that it complains a lot. */
@DisplayName("Invariant 9: no secret of a running service in logs, answers, metrics, files or its command line")
class Invariant9CanariesTest {

    private static final String CANARY = "canary";
    private static final String KEY = "CanaryCanaryCanaryCanaryCanaryCanaryCanaryA=";

    @TempDir
    Path folder;

    private final List<String> answers = new ArrayList<>();
    private HttpServer vault;
    private CapturedLog log;
    private Service service;
    private ServiceConfig config;
    private int api;
    private int management;

    @BeforeEach
    void start() throws Exception {
        log = new CapturedLog();
        var root = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.TRACE);
        root.iteratorForAppenders().forEachRemaining(appender -> {
            if (appender != log) {
                root.detachAppender(appender);
            }
        });
        vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vault.createContext("/", Invariant9CanariesTest::keep);
        vault.start();
        api = ServiceFolder.freePort();
        management = ServiceFolder.freePort();
        config = ServiceConfig.read(write("moodle-fleet.yaml", """
                api: {listen: "127.0.0.1:%d", token: {file: %s}}
                management: {listen: "127.0.0.1:%d"}
                data: %s
                secretKey: {file: %s}
                vault: {url: "http://127.0.0.1:%d", token: {file: %s}, cache: 0s}
                zabbix:
                  api: {url: "http://127.0.0.1:1/api_jsonrpc.php", user: admin, password: {vault: secret/zabbix#password}}
                  trapper:
                    host: 127.0.0.1
                    port: 1
                    tls: {psk: {identity: fleet, key: {file: %s}}}
                  channels:
                    push: {historyPush: {url: "http://127.0.0.1:1/api_jsonrpc.php", token: {file: %s}}}
                """.formatted(
                        api,
                        write("token", "canary-api-token-0123"),
                        management,
                        folder.resolve("data"),
                        write("key", KEY),
                        vault.getAddress().getPort(),
                        write("vault-token", "canary-vault-token"),
                        write("psk", "cafe".repeat(16)),
                        write("push-token", "canary-push-token"))));
        service = Service.of(config);
        service.start().await();
    }

    @AfterEach
    void stop() {
        service.stop().await();
        vault.stop(0);
        log.close();
        Logs.configure(new ServiceConfig.Log(null, ServiceConfig.Log.Level.WARN));
    }

    @Test
    void nothingShowsASecret() throws Exception {
        Path file = write("db-password", "canary-in-a-file");
        call("POST", "/tenants", "{'id':'push','name':'Push'}");
        instance("plain", "{'value':'canary-as-text'}");
        instance("file", "{'file':'" + file + "'}");
        instance("kept", "{'vault':'secret/moodle#password'}");
        instance("forbidden", "{'vault':'forbidden/moodle#password'}");
        for (String id : List.of("plain", "file", "kept", "forbidden")) {
            call("GET", "/tenants/push/instances/" + id, null);
            call("POST", "/tenants/push/instances/" + id + "/check", "");
            call("POST", "/tenants/push/instances/" + id + "/run?rate=instant&print=true", "");
            call("GET", "/tenants/push/instances/" + id + "/status", null);
        }
        call("POST", "/tenants/push/instances", "{'id':'wrong','database':'mysql://reader:canary@db1/moodle'}");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(log.lines).anyMatch(line -> line.contains("127.0.0.1:1")));
        get(management, "/metrics", "");
        get(management, "/health/ready", "");

        assertThat(answers).anyMatch(answer -> answer.contains("the vault refuses our token"));
        assertThat(answers).noneMatch(Invariant9CanariesTest::tells);
        assertThat(log.lines).anyMatch(line -> line.contains("\"level\":\"TRACE\""));
        assertThat(log.lines).noneMatch(Invariant9CanariesTest::tells);
        assertThat(config.toString()).satisfies(text -> assertThat(tells(text)).isFalse());
        assertThat(Files.readString(Path.of("/proc/self/cmdline")))
                .satisfies(text -> assertThat(tells(text)).isFalse());
        assertThat(data())
                .isNotEmpty()
                .allSatisfy(
                        stored -> assertThat(tells(new String(Files.readAllBytes(stored), StandardCharsets.ISO_8859_1)))
                                .as("%s", stored)
                                .isFalse());
    }

    private static boolean tells(String text) {
        return text.contains(CANARY) || text.contains(KEY) || text.contains("cafecafe");
    }

    private void instance(String id, String password) throws Exception {
        String address = "'baseUrl':'https://" + id + ".example','name':'" + id + "'";
        String database = "{'engine':'" + (id.equals("file") ? "postgresql" : "mariadb")
                + "','host':'127.0.0.1','port':1,'name':'m','user':'reader','password':" + password + "}";
        String document = "{'id':'" + id + "'," + address + ",'database':" + database + "}";
        assertThat(call("POST", "/tenants/push/instances", document)).isEqualTo(422);
        assertThat(call("POST", "/tenants/push/instances?check=false", document))
                .isEqualTo(201);
    }

    private int call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + "/api/v1" + path))
                .header("Authorization", "Bearer canary-api-token-0123")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return send(request);
    }

    private void get(int port, String path, String query) throws Exception {
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + query))
                .build());
    }

    private int send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        answers.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
        return answer.statusCode();
    }

    private static void keep(HttpExchange exchange) throws IOException {
        boolean forbidden = exchange.getRequestURI().getPath().contains("forbidden");
        byte[] body = (forbidden ? "{\"errors\":[\"canary\"]}" : "{\"data\":{\"data\":{\"password\":\"canary-kept\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(forbidden ? 403 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<Path> data() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
