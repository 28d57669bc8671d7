package org.moodlefleet.service.zabbix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.service.bed.CapturedLog;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.diagnosis.UnsupportedItem;
import org.moodlefleet.zabbix.diagnosis.UnsupportedItems;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Of a Zabbix that answers what the test wants; the real one's answers are read in EachRefusalGetsItsCauseIT. */
class UnsupportedWatchTest {

    private static final InstanceId SCHOOL = new InstanceId("acme", "school");
    private static final String KEY = "moodle.users.registered";

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger looks = new AtomicInteger();
    private CapturedLog log;
    private UnsupportedWatch watch;
    private volatile JsonArray unsupported = new JsonArray();
    private volatile boolean broken;

    @BeforeEach
    void start() {
        log = new CapturedLog();
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> answer(request, body.toJsonObject().getString("method"))))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        ZabbixApiConfig config = new ZabbixApiConfig(
                URI.create("http://127.0.0.1:" + port + "/api_jsonrpc.php"), new Credentials.Token("t"));
        UnsupportedItems items =
                new UnsupportedItems(new ZabbixApi(vertx, config), new OwnerMark("managed-by", "moodle-fleet"));
        watch = new UnsupportedWatch(vertx, "default", items, Duration.ofMillis(50), meters);
        watch.start();
    }

    @AfterEach
    void stop() throws Exception {
        watch.stop();
        vertx.close().await(10, TimeUnit.SECONDS);
        log.close();
    }

    @Test
    void eachItemIsToldOfOnceWhenItGoesAndOnceWhenItComesBack() {
        lookAgain();
        assertThat(watch.of(SCHOOL)).isEmpty();

        unsupported = new JsonArray().add(item(KEY, "Value \"-5\" is no number."));
        lookAgain();
        assertThat(watch.of(SCHOOL)).extracting(UnsupportedItem::key).containsExactly(KEY);
        assertThat(watch.of(new InstanceId("acme", "other"))).isEmpty();
        assertThat(told("the item is unsupported"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(KEY, "school.acme", "acme", "is no number"));
        assertThat(gauge()).isOne();

        unsupported = new JsonArray();
        lookAgain();
        assertThat(watch.of(SCHOOL)).isEmpty();
        assertThat(told("supported again")).hasSize(1);
        assertThat(told("the item is unsupported")).hasSize(1);
        assertThat(gauge()).as("a tenant that had some keeps its gauge").isZero();
    }

    @Test
    void whatIsKnownStaysWhileZabbixDoesNotAnswer() {
        unsupported = new JsonArray().add(item(KEY, "no"));
        lookAgain();
        broken = true;
        lookAgain();
        assertThat(watch.of(SCHOOL)).hasSize(1);
        assertThat(told("cannot be read")).isNotEmpty();

        broken = false;
        unsupported = new JsonArray().add(item(KEY, "no")).add(item("moodle.other", "no"));
        lookAgain();
        assertThat(watch.of(SCHOOL)).hasSize(2);
        assertThat(told("the item is unsupported")).hasSize(2);
        assertThat(gauge()).isEqualTo(2);
    }

    /** Two looks that have begun since then: the first of them has been reported. */
    private void lookAgain() {
        int before = looks.get();
        await().atMost(Duration.ofSeconds(20)).until(() -> looks.get() >= before + 3);
    }

    private List<String> told(String words) {
        return log.lines.stream().filter(line -> line.contains(words)).toList();
    }

    private double gauge() {
        return meters.get("moodle_fleet_items_unsupported")
                .tag("tenant", "acme")
                .gauge()
                .value();
    }

    private static JsonObject item(String key, String error) {
        return new JsonObject().put("hostid", "7").put("key_", key).put("error", error);
    }

    private void answer(HttpServerRequest request, String method) {
        JsonObject host = new JsonObject()
                .put("hostid", "7")
                .put("host", "school.acme")
                .put(
                        "tags",
                        new JsonArray()
                                .add(new JsonObject().put("tag", "managed-by").put("value", "moodle-fleet"))
                                .add(new JsonObject().put("tag", "tenant").put("value", "acme"))
                                .add(new JsonObject().put("tag", "instance").put("value", "school")));
        looks.addAndGet(method.equals("host.get") ? 1 : 0);
        JsonObject answer = new JsonObject().put("jsonrpc", "2.0");
        if (method.equals("apiinfo.version")) {
            answer.put("result", "7.0.22");
        } else if (broken) {
            answer.put("error", new JsonObject().put("code", 1).put("message", "Error connecting to database."));
        } else {
            answer.put(
                    "result",
                    switch (method) {
                        case "host.get" -> new JsonArray().add(host);
                        case "item.get" -> unsupported;
                        default -> new JsonArray();
                    });
        }
        request.response().end(answer.encode());
    }
}
