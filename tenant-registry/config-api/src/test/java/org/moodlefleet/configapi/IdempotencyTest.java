package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.registry.store.IdempotencyKeyTable;

class IdempotencyTest {

    private static final JsonObject LYON = new JsonObject().put("id", "lyon").put("name", "City of Lyon");

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theSameCallAgainIsAnsweredAndNotDone() {
        HttpResponse<Buffer> first = post("/tenants", "key-1", LYON);
        HttpResponse<Buffer> again = post("/tenants", "key-1", LYON);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.getHeader("Idempotent-Replayed")).isNull();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.getHeader("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.getHeader("Location")).isEqualTo("/api/v1/tenants/lyon");
        assertThat(again.getHeader("ETag")).isEqualTo(first.getHeader("ETag"));
        assertThat(again.bodyAsString()).isEqualTo(first.bodyAsString());
        assertThat(post("/tenants", "key-2", LYON).statusCode()).isEqualTo(409);
    }

    @Test
    void anActionIsDoneOnce() {
        post("/tenants", "a", LYON);
        post("/tenants/lyon/instances", "b", ApiFixture.instance("mistral"));
        api.checked.clear();

        HttpResponse<Buffer> first = post("/tenants/lyon/instances/mistral/check", "c", null);
        HttpResponse<Buffer> again = post("/tenants/lyon/instances/mistral/check", "c", null);

        assertThat(again.bodyAsString()).isEqualTo(first.bodyAsString()).contains("is late");
        assertThat(api.checked).containsExactly("mistral");
    }

    @Test
    void anotherRequestUnderAUsedKeyIsRefused() {
        post("/tenants", "key", LYON);

        assertThat(post("/tenants", "key", LYON.copy().put("name", "Other")).statusCode())
                .isEqualTo(422);
        assertThat(post("/tenants?check=false", "key", LYON).statusCode()).isEqualTo(422);
        assertThat(post("/fleet", "key", LYON).statusCode()).isEqualTo(422);
        assertThat(post("/tenants", "no spaces", LYON).statusCode()).isEqualTo(400);
    }

    @Test
    void aKeyIsItsCallersOwn() {
        JsonObject order = new JsonObject().put("name", "p").put("role", "provisioning");
        String other = api.post("/tokens", order).bodyAsJsonObject().getString("token");
        post("/tenants", "key", LYON);

        HttpResponse<Buffer> answer = await(api.anonymous(HttpMethod.POST, "/tenants")
                .bearerTokenAuthentication(other)
                .putHeader("Idempotency-Key", "key")
                .sendJsonObject(LYON));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.bodyAsString()).contains("exists already");
    }

    @Test
    void whatFailedMayBeTriedAgain() {
        JsonObject unreachable = ApiFixture.instance("mistral");
        post("/tenants", "a", LYON);
        api.unreachable.add("mistral");
        assertThat(post("/tenants/lyon/instances", "b", unreachable).statusCode())
                .isEqualTo(422);

        api.unreachable.clear();

        assertThat(post("/tenants/lyon/instances", "b", unreachable).statusCode())
                .isEqualTo(201);
    }

    @Test
    void aTokenIsShownOnceAndStoredNowhere() throws IOException {
        JsonObject order = new JsonObject().put("name", "t").put("role", "operator");

        JsonObject first = post("/tokens", "key", order).bodyAsJsonObject();
        JsonObject again = post("/tokens", "key", order).bodyAsJsonObject();

        String secret = (String) first.remove("token");
        assertThat(secret).isNotBlank();
        assertThat(again).isEqualTo(first);
        String canary = "canary-password-0815";
        JsonObject instance = ApiFixture.instance("mistral");
        instance.getJsonObject("database").put("password", new JsonObject().put("value", canary));
        post("/tenants", "a", LYON);
        assertThat(post("/tenants/lyon/instances", "b", instance).statusCode()).isEqualTo(201);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(
                                    new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                            .doesNotContain(secret, canary));
        }
    }

    @Test
    void aCallThatIsBeingDoneIsNotDoneBesideIt() {
        IdempotencyKeyTable calls = api.registry().repeatedCalls();
        Instant now = Instant.now();

        assertThat(await(calls.begin("id", "print", now))).isTrue();
        assertThat(await(calls.begin("id", "print", now))).isFalse();
        assertThat(await(calls.find("id")).orElseThrow().answer()).isEmpty();
    }

    @Test
    void whileOneIsBeingDoneTheOtherIsToldToWait() {
        post("/tenants", "a", LYON);
        Promise<Void> held = Promise.promise();
        api.delay = held.future();
        Future<HttpResponse<Buffer>> first = send("/tenants/lyon/instances", "b", ApiFixture.instance("mistral"));
        org.awaitility.Awaitility.await().until(() -> api.checked.contains("mistral"));

        HttpResponse<Buffer> second = post("/tenants/lyon/instances", "b", ApiFixture.instance("mistral"));
        held.complete();

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(Integer.parseInt(second.getHeader("Retry-After"))).isPositive();
        assertThat(await(first).statusCode()).isEqualTo(201);
    }

    @Test
    void oldAndAbandonedCallsAreForgotten() {
        IdempotencyKeyTable calls = api.registry().repeatedCalls();
        Instant now = Instant.parse("2026-11-01T00:00:00Z");
        await(calls.begin("old", "p", now.minusSeconds(100)));
        await(calls.begin("abandoned", "p", now.minusSeconds(20)));
        await(calls.begin("running", "p", now.minusSeconds(5)));
        for (String id : new String[] {"kept", "over"}) {
            await(calls.begin(id, "p", now.minusSeconds(id.equals("kept") ? 30 : 40)));
            await(calls.end(id, new IdempotencyKeyTable.Answered(200, Map.of(), "{}")));
        }

        await(calls.tidy(now.minusSeconds(60), now.minusSeconds(10), 4));
        assertThat(Stream.of("old", "abandoned", "running", "kept", "over")
                        .filter(id -> await(calls.find(id)).isPresent()))
                .containsExactly("running", "kept", "over");

        await(calls.tidy(now.minusSeconds(60), now.minusSeconds(10), 1));
        assertThat(await(calls.find("over"))).isEmpty();
        assertThat(await(calls.find("running"))).isPresent();
    }

    private HttpResponse<Buffer> post(String path, String key, JsonObject body) {
        return await(send(path, key, body));
    }

    private Future<HttpResponse<Buffer>> send(String path, String key, JsonObject body) {
        var request = api.request(HttpMethod.POST, path).putHeader("Idempotency-Key", key);
        return body == null ? request.send() : request.sendJsonObject(body);
    }
}
