package org.moodlefleet.zabbix.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.moodlefleet.zabbix.api.ScriptedZabbix.error;
import static org.moodlefleet.zabbix.api.ScriptedZabbix.result;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ScriptedZabbix.Received;

class ZabbixApiTest {

    private static final Credentials TOKEN = new Credentials.Token("t0ken-5ecret");
    private static final Credentials PASSWORD = new Credentials.Password("pt-user", "pa55-5ecret");

    private final Vertx vertx = Vertx.vertx();
    private ScriptedZabbix zabbix;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void askVersionOnceWithoutCredentialsAndSendTheTokenInTheRequestBefore64() {
        ZabbixApi api = api("6.0.14", TOKEN, (request, call) -> result(request, "ok"));
        assertThat(call(api, "host.get").asText()).isEqualTo("ok");
        call(api, "host.get");
        assertThat(zabbix.methods()).containsExactly("apiinfo.version", "host.get", "host.get");
        assertThat(zabbix.received.get(0).body().containsKey("auth")).isFalse();
        assertThat(zabbix.received.get(1).body().getString("auth")).isEqualTo("t0ken-5ecret");
        assertThat(zabbix.received).extracting(Received::authorization).containsOnlyNulls();
    }

    @Test
    void sendTheTokenAsBearerFrom64() {
        ZabbixApi api = api("6.4.0", TOKEN, (request, call) -> result(request, "ok"));
        call(api, "host.get");
        assertThat(zabbix.received.get(0).authorization()).isNull();
        assertThat(zabbix.received.get(1).authorization()).isEqualTo("Bearer t0ken-5ecret");
        assertThat(zabbix.received.get(1).body().containsKey("auth")).isFalse();
    }

    @Test
    void loginAgainOnceWhenTheSessionHasExpired() {
        AtomicInteger sessions = new AtomicInteger();
        ZabbixApi api = api("6.0.14", PASSWORD, (request, call) -> {
            if (call.method().equals("user.login")) {
                result(request, "session-" + sessions.incrementAndGet());
            } else if (call.body().getString("auth").equals("session-1")) {
                error(request, -32602, "Invalid params.", "Session terminated, re-login, please.");
            } else {
                result(request, "ok");
            }
        });
        assertThat(call(api, "host.get").asText()).isEqualTo("ok");
        assertThat(zabbix.methods())
                .containsExactly("apiinfo.version", "user.login", "host.get", "user.login", "host.get");
        api.close().await();
        assertThat(zabbix.methods()).last().isEqualTo("user.logout");
    }

    @Test
    void manyCallsAtOnceShareOneSession() {
        ZabbixApi api = api("6.0.14", PASSWORD, (request, call) -> result(request, "ok"));
        Future.all(IntStream.range(0, 20)
                        .mapToObj(i -> api.call("host.get", Map.of()))
                        .toList())
                .await();
        assertThat(zabbix.methods()).filteredOn("apiinfo.version"::equals).hasSize(1);
        assertThat(zabbix.methods()).filteredOn("user.login"::equals).hasSize(1);
    }

    @Test
    void giveUpWhenTheNewSessionIsNoBetter() {
        ZabbixApi api = api("6.0.14", PASSWORD, (request, call) -> {
            if (call.method().equals("user.login")) {
                result(request, "session");
            } else {
                error(request, -32602, "Invalid params.", "Session terminated, re-login, please.");
            }
        });
        assertThat(failure(api, "host.get").refused()).isTrue();
        assertThat(zabbix.methods()).filteredOn("user.login"::equals).hasSize(2);
    }

    @Test
    void sayWhatAnsweredInPlaceOfZabbix() {
        ZabbixApi html = api(
                "6.0.14",
                TOKEN,
                (request, call) -> request.response()
                        .putHeader("Content-Type", "text/html")
                        .end("<html>"));
        assertThat(failure(html, "host.get"))
                .hasMessage("host.get: " + zabbix.url() + " did not answer as Zabbix's API does (text/html, 6 bytes);"
                        + " the address must end in api_jsonrpc.php");
        ZabbixApi broken = api(
                "6.0.14",
                TOKEN,
                (request, call) -> request.response().setStatusCode(502).end());
        assertThat(failure(broken, "host.get"))
                .hasMessage("host.get: HTTP 502 Bad Gateway from " + zabbix.url())
                .matches(e -> !e.refused());
        ZabbixApi moved = api(
                "6.0.14",
                TOKEN,
                (request, call) -> request.response()
                        .setStatusCode(301)
                        .putHeader("Location", "https://example.org/")
                        .end());
        assertThat(failure(moved, "host.get"))
                .hasMessageEndingWith("from " + zabbix.url() + ", which redirects to https://example.org/");
    }

    @Test
    @DisplayName("Invariant 8: a call at which Zabbix' PHP has ended is that call's alone, and others are tried")
    void takeAnErrorOfThePhpForTheEndOfTheCall() {
        ZabbixApi broken = api(
                "6.0.14",
                TOKEN,
                (request, call) -> request.response().setStatusCode(500).end());

        assertThat(failure(broken, "host.get"))
                .matches(ZabbixApiException::refused)
                .hasMessage("host.get: HTTP 500 from " + zabbix.url() + ": look at the log of Zabbix' web server");
    }

    @Test
    void giveUpAfterTheTimeout() {
        zabbix = new ScriptedZabbix(vertx, (request, call) -> {});
        ZabbixApi api = new ZabbixApi(vertx, new ZabbixApiConfig(zabbix.url(), TOKEN, Duration.ofMillis(200)));
        assertThat(failure(api, "host.get")).hasMessageStartingWith("apiinfo.version: no answer from " + zabbix.url());
    }

    @Test
    void giveUpAfterTheTimeoutThoughTheAnswerTricklesIn() {
        zabbix = new ScriptedZabbix(vertx, (request, call) -> {
            request.response().setChunked(true).write("{");
            vertx.setPeriodic(20, id -> request.response().write(" "));
        });
        ZabbixApi api = new ZabbixApi(vertx, new ZabbixApiConfig(zabbix.url(), TOKEN, Duration.ofMillis(300)));
        assertThat(failure(api, "host.get"))
                .hasMessageStartingWith("apiinfo.version: no answer from " + zabbix.url())
                .hasMessageContaining("no whole answer within PT0.3S");
    }

    @Test
    void askTheVersionAgainAfterAFailure() {
        AtomicInteger asked = new AtomicInteger();
        zabbix = new ScriptedZabbix(vertx, (request, call) -> {
            if (asked.incrementAndGet() == 1) {
                request.response().setStatusCode(503).end();
            } else {
                result(request, "7.0.1");
            }
        });
        ZabbixApi api = new ZabbixApi(vertx, new ZabbixApiConfig(zabbix.url(), TOKEN));
        failure(api, "host.get");
        assertThat(api.dialect().await().version()).isEqualTo(new ZabbixVersion(7, 0));
    }

    @Test
    void noticeThatTheServerCameBackWithAnotherVersion() {
        AtomicInteger versions = new AtomicInteger();
        zabbix = new ScriptedZabbix(vertx, (request, call) -> {
            if (call.method().equals("apiinfo.version")) {
                result(request, versions.incrementAndGet() == 1 ? "6.0.14" : "7.0.22");
            } else if (call.method().equals("host.update")) {
                request.response().setStatusCode(503).end();
            } else {
                result(request, "ok");
            }
        });
        ZabbixApi api = new ZabbixApi(vertx, new ZabbixApiConfig(zabbix.url(), TOKEN));
        call(api, "host.get");
        failure(api, "host.update");
        call(api, "host.get");
        assertThat(zabbix.received).extracting(Received::authorization).last().isEqualTo("Bearer t0ken-5ecret");
    }

    @Test
    void repeatADeletionThatRanIntoADeadlock() {
        AtomicInteger tries = new AtomicInteger();
        ZabbixApi api = api("7.0.22", TOKEN, (request, call) -> {
            if (tries.incrementAndGet() < 3) {
                error(request, -32500, "Application error.", "SQL statement execution has failed \"DELETE ...\".");
            } else {
                result(request, Map.of("hostids", List.of("1")));
            }
        });
        call(api, "host.delete");
        assertThat(zabbix.methods()).filteredOn("host.delete"::equals).hasSize(3);
    }

    @Test
    void showNoStatementAndNoSecret() {
        ZabbixApi api = api(
                "6.0.14",
                PASSWORD,
                (request, call) -> error(
                        request,
                        -32500,
                        "Application error.",
                        "SQL statement execution has failed \"INSERT 'pa55-5ecret'\""));
        assertThat(failure(api, "host.create"))
                .hasMessage("user.login: Application error. SQL statement execution has failed");
        assertThat(PASSWORD.toString()).doesNotContain("pa55-5ecret");
        assertThat(new ZabbixApiConfig(URI.create("http://z/"), TOKEN).toString())
                .doesNotContain("t0ken-5ecret");
    }

    private ZabbixApi api(String version, Credentials credentials, BiConsumer<HttpServerRequest, Received> script) {
        zabbix = new ScriptedZabbix(vertx, (request, call) -> {
            if (call.method().equals("apiinfo.version")) {
                result(request, version);
            } else {
                script.accept(request, call);
            }
        });
        return new ZabbixApi(vertx, new ZabbixApiConfig(zabbix.url(), credentials));
    }

    private static JsonNode call(ZabbixApi api, String method) {
        return api.call(method, Map.of()).await();
    }

    private static ZabbixApiException failure(ZabbixApi api, String method) {
        return catchThrowableOfType(ZabbixApiException.class, () -> call(api, method));
    }
}
