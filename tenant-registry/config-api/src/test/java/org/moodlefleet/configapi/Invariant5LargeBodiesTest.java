package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Invariant 5: nobody stops the others: bodies are read and checked off the event loop, in bounded time")
class Invariant5LargeBodiesTest {

    /** One such body alone kept the event loop longer. */
    private static final Duration PROMPT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        api.post("/tenants", new JsonObject().put("id", "lyon").put("name", "Lyon"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void tellsTheFirstFaultsOfManyInTheCallersLanguage() {
        HttpResponse<Buffer> answer = await(send("/tenants", unknownKeys(50_000)));

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonArray errors = answer.bodyAsJsonObject().getJsonArray("errors");
        assertThat(errors).hasSize(101);
        assertThat(errors.getJsonObject(100).getString("problem")).isEqualTo("49900 autres erreurs ne sont pas citées");
    }

    @Test
    void tellsTheFirstOfManyUnknownMembers() {
        JsonArray members =
                new JsonArray(IntStream.range(0, 10_000).mapToObj(i -> "m" + i).toList());
        JsonObject group = new JsonObject()
                .put("id", "all")
                .put("name", "All")
                .put("members", new JsonObject().put("instances", members));
        long begun = System.nanoTime();

        HttpResponse<Buffer> answer = await(send("/tenants/lyon/groups", group.toBuffer()));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors")).hasSize(101);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void answersOthersWhileManyLargeBodiesAreRead() throws Exception {
        Buffer body = unknownKeys(50_000);
        // classes are loaded and compiled by then
        await(send("/tenants", body));
        await(send("/tenants", body));
        List<Future<HttpResponse<Buffer>>> large =
                IntStream.range(0, 30).mapToObj(i -> send("/tenants", body)).toList();
        long slowest = 0;
        while (large.stream().anyMatch(sent -> !sent.isComplete())) {
            long begun = System.nanoTime();
            assertThat(api.get("/tenants/lyon").statusCode()).isEqualTo(200);
            slowest = Math.max(slowest, System.nanoTime() - begun);
            TimeUnit.MILLISECONDS.sleep(20);
        }

        assertThat(Duration.ofNanos(slowest)).isLessThan(PROMPT);
        assertThat(large)
                .allSatisfy(sent -> assertThat(sent.result().statusCode()).isIn(422, 503));
        assertThat(large.stream().filter(sent -> sent.result().statusCode() == 503))
                .as("those without a place are told when to come again")
                .allSatisfy(sent ->
                        assertThat(sent.result().getHeader("Retry-After")).isNotNull());
    }

    @Test
    void refusesAFleetOfAMillionValuesSoon() {
        long begun = System.nanoTime();

        HttpResponse<Buffer> answer = await(send("/fleet", unknownKeys(700_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsString()).contains("a trop de valeurs");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void bodiesThatAreNeverSentTakeRoomFromTheirTenantOnlyAndGiveItBack() throws Exception {
        String token = api.post(
                        "/tokens",
                        new JsonObject()
                                .put("name", "a")
                                .put("role", "tenant-administrator")
                                .put("tenant", "lyon"))
                .bodyAsJsonObject()
                .getString("token");
        String head = "POST /api/v1/tenants/lyon/groups HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1048576\r\nAuthorization: Bearer " + token + "\r\n\r\n{";
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            slow.add(new Socket("127.0.0.1", api.port()));
            slow.get(i).getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
        JsonObject group =
                new JsonObject().put("id", "all").put("name", "All").put("members", new JsonObject().put("tag", "t"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(send(token, group).statusCode()).isEqualTo(503));
        assertThat(api.post("/tenants/lyon/groups", group).statusCode())
                .as("the operator has room")
                .isEqualTo(201);

        for (Socket socket : slow) {
            socket.close();
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(send(token, group).statusCode()).isEqualTo(409));
    }

    private HttpResponse<Buffer> send(String token, JsonObject group) {
        return await(api.anonymous(HttpMethod.POST, "/tenants/lyon/groups")
                .bearerTokenAuthentication(token)
                .sendJsonObject(group));
    }

    private Future<HttpResponse<Buffer>> send(String path, Buffer body) {
        return api.crowded(HttpMethod.POST, path)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept-Language", "fr")
                .sendBuffer(body);
    }

    private static Buffer unknownKeys(int number) {
        return Buffer.buffer(IntStream.range(0, number)
                .mapToObj(i -> "\"instancse" + i + "\": 1")
                .collect(Collectors.joining(",", "{", "}")));
    }
}
