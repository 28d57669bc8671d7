package org.moodlefleet.zabbix.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName(
        "Invariant 5: nobody stops the others: what a Zabbix answers takes bounded time and memory, and no event loop")
@Timeout(60)
class Invariant5HostileZabbixTest {

    private static final long BYTES = AnswerBounds.usual().bytes();

    private final Vertx vertx = Vertx.vertx();
    /** Its event loops are not ours. */
    private final Vertx zabbix = Vertx.vertx();

    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger closed = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().await();
        zabbix.close().await();
    }

    @Test
    void anEndlessAnswerIsNotReadOn() {
        ZabbixApi api = api(response -> endless(response, Buffer.buffer("[".repeat(64 << 10))));

        ZabbixApiException failure = failure(api.call("host.get", Map.of()));

        assertThat(failure).hasMessageContaining("an answer of more than " + BYTES + " bytes");
        Awaitility.await().until(() -> closed.get() == 1);
        // what both sides' buffers hold is theirs
        assertThat(sent.get()).isLessThan(2 * BYTES);
    }

    @Test
    void manyEndlessAnswersAtOnceTakeNoMoreThanOne() {
        ZabbixApi api = api(response -> endless(response, Buffer.buffer("x".repeat(64 << 10))));

        List<Future<JsonNode>> calls = IntStream.range(0, 5)
                .mapToObj(i -> api.call("host.get", Map.of(), Duration.ofSeconds(30)))
                .toList();

        calls.forEach(call -> assertThat(failure(call)).hasMessageContaining("an answer of more than"));
    }

    @Test
    void anAnswerOfManySmallValuesIsRefused() {
        int lists = (int) Math.min(AnswerBounds.usual().values(), BYTES / 4);
        ZabbixApi api = api(response -> response.end("{\"result\": [" + "[],".repeat(lists) + "[]]}"));

        ZabbixApiException failure = failure(api.call("host.get", Map.of()));

        assertThat(failure).hasMessageContaining("more values than there is memory for");
        assertThat(failure.refused()).isFalse();
    }

    @Test
    void anAnswerThatComesByteByByteEndsWithTheTimeout() {
        ZabbixApi api = api(response -> {
            response.setChunked(true);
            zabbix.setPeriodic(20, timer -> response.write("[").onFailure(e -> zabbix.cancelTimer(timer)));
        });

        assertThat(failure(api.call("host.get", Map.of(), Duration.ofSeconds(1))))
                .hasMessageContaining("within PT1S");
    }

    @Test
    void aLongErrorIsCut() {
        ZabbixApi api = api(response -> response.end(
                "{\"error\": {\"code\": -1, \"message\": \"" + "m".repeat(1 << 20) + "\", \"data\": \"\"}}"));

        assertThat(failure(api.call("host.get", Map.of())).getMessage()).hasSizeLessThan(3000);
    }

    @Test
    void aLargeAnswerKeepsNobodyFromTheEventLoop() throws Exception {
        String host = "{\"hostid\":\"10084\",\"host\":\"school.example\",\"name\":\"A school\",\"tags\":[]},";
        int number = (int) Math.min(200_000, BYTES / 2 / host.length());
        String hosts = host.repeat(number);
        ZabbixApi api = api(response -> response.end("{\"result\": [" + hosts + "{}]}"));
        AtomicLong latest = new AtomicLong();
        AtomicLong due = new AtomicLong(System.nanoTime());
        vertx.runOnContext(start -> {
            api.call("host.get", Map.of());
            vertx.setPeriodic(10, tick -> {
                long now = System.nanoTime();
                latest.accumulateAndGet(now - due.getAndSet(now), Math::max);
            });
        });
        JsonNode answer = api.call("host.get", Map.of()).await();
        // on the same machine, as busy as it is
        long began = System.nanoTime();
        new ObjectMapper().readTree("{\"result\": [" + hosts + "{}]}");
        Duration toRead = Duration.ofNanos(System.nanoTime() - began);

        assertThat(answer).hasSize(number + 1);
        assertThat(Duration.ofNanos(latest.get())).isLessThan(toRead.plusMillis(500));
    }

    private ZabbixApi api(Consumer<HttpServerResponse> answer) {
        ScriptedZabbix scripted = new ScriptedZabbix(zabbix, (request, call) -> {
            if (call.method().equals("apiinfo.version")) {
                ScriptedZabbix.result(request, "7.0.0");
            } else {
                answer(request, answer);
            }
        });
        return new ZabbixApi(vertx, new ZabbixApiConfig(scripted.url(), new Credentials.Token("t0ken-5ecret")));
    }

    private void answer(HttpServerRequest request, Consumer<HttpServerResponse> answer) {
        request.connection().closeHandler(end -> closed.incrementAndGet());
        answer.accept(request.response());
    }

    private void endless(HttpServerResponse response, Buffer piece) {
        response.setChunked(true);
        response.drainHandler(room -> fill(response, piece));
        response.exceptionHandler(e -> {});
        fill(response, piece);
    }

    private void fill(HttpServerResponse response, Buffer piece) {
        for (int i = 0; i < 16 && !response.closed() && !response.writeQueueFull(); i++) {
            sent.addAndGet(piece.length());
            response.write(piece);
        }
        if (!response.closed() && !response.writeQueueFull()) {
            zabbix.runOnContext(next -> fill(response, piece));
        }
    }

    private static ZabbixApiException failure(Future<JsonNode> call) {
        return catchThrowableOfType(ZabbixApiException.class, call::await);
    }
}
