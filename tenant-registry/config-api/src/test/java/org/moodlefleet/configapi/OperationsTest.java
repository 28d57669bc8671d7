package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {

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
    void longWorkIsAnsweredAtOnceAndToldOfUntilItsEnd() {
        Promise<Void> held = Promise.promise();
        api.delay = held.future();
        List<JsonObject> instances = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            instances.add(ApiFixture.instance("i" + i));
        }

        HttpResponse<Buffer> accepted = post("/tenants", ApiFixture.TOKEN, tenant(instances));

        assertThat(accepted.statusCode()).as(accepted.bodyAsString()).isEqualTo(202);
        assertThat(accepted.getHeader("Preference-Applied")).isEqualTo("respond-async");
        String location = accepted.getHeader("Location");
        HttpResponse<Buffer> running = api.get(location);
        assertThat(running.statusCode()).isEqualTo(200);
        assertThat(Integer.parseInt(running.getHeader("Retry-After"))).isPositive();
        assertThat(running.bodyAsJsonObject().getString("state")).isEqualTo("running");
        assertThat(running.bodyAsJsonObject().getString("operation")).isEqualTo("createTenant");
        assertThat(api.get("/tenants/lyon").statusCode()).isEqualTo(404);

        held.complete();

        JsonObject ended = ended(location);
        assertThat(ended.getString("state")).isEqualTo("succeeded");
        assertThat(ended.getInteger("status")).isEqualTo(201);
        assertThat(ended.getString("location")).isEqualTo("/api/v1/tenants/lyon");
        assertThat(ended.getJsonObject("result").getString("name")).isEqualTo("City of Lyon");
        // instances are looked at in eights: the last two eights were begun
        assertThat(ended.getJsonObject("progress"))
                .isEqualTo(new JsonObject().put("done", 16).put("total", 20));
        assertThat(api.get("/tenants/lyon/instances").bodyAsJsonObject().getJsonArray("items"))
                .hasSize(20);
    }

    @Test
    void itsEndMayBeAProblem() {
        api.unreachable.add("mistral");

        HttpResponse<Buffer> accepted =
                post("/tenants", ApiFixture.TOKEN, tenant(List.of(ApiFixture.instance("mistral"))));
        JsonObject ended = ended(accepted.getHeader("Location"));

        assertThat(ended.getString("state")).isEqualTo("failed");
        assertThat(ended.getInteger("status")).isEqualTo(422);
        assertThat(ended.getJsonObject("problem")
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("pointer"))
                .isEqualTo("/instances/0/database/host");
        assertThat(api.get("/tenants/lyon").statusCode()).isEqualTo(404);
    }

    @Test
    void samplesOfARunAreAList() {
        api.post("/tenants", tenant(List.of(ApiFixture.instance("mistral"))));

        HttpResponse<Buffer> accepted =
                post("/tenants/lyon/instances/mistral/run?rate=daily", ApiFixture.TOKEN, new JsonObject());
        JsonArray samples = ended(accepted.getHeader("Location")).getJsonArray("result");

        assertThat(samples.stream().map(JsonObject.class::cast).map(sample -> sample.getString("key")))
                .containsExactly("moodle.rate", "moodle.print");
    }

    @Test
    void aRepeatedCallLeadsToTheSameWork() {
        JsonObject tenant = tenant(List.of());

        List<String> locations = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            locations.add(await(api.request(HttpMethod.POST, "/tenants")
                            .putHeader("Prefer", "wait=1, Respond-Async")
                            .putHeader("Idempotency-Key", "key")
                            .sendJsonObject(tenant))
                    .getHeader("Location"));
        }

        assertThat(locations.get(0)).isEqualTo(locations.get(1));
        assertThat(ended(locations.get(0)).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void itIsForWhoeverAskedForItAndForTheOperator() {
        api.post("/tenants", tenant(List.of(ApiFixture.instance("mistral"))));
        String one = provisioning();
        String other = provisioning();

        String location = post("/tenants/lyon/instances/mistral/check", one, new JsonObject())
                .getHeader("Location");

        assertThat(status(location, one)).isEqualTo(200);
        assertThat(status(location, other)).isEqualTo(404);
        assertThat(api.get(location).statusCode()).isEqualTo(200);
        assertThat(api.get("/operations/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void shortWorkIsAnsweredAsEver() {
        HttpResponse<Buffer> answer = await(api.request(HttpMethod.GET, "/tenants")
                .putHeader("Prefer", "respond-async")
                .send());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static JsonObject tenant(List<JsonObject> instances) {
        return new JsonObject()
                .put("id", "lyon")
                .put("name", "City of Lyon")
                .put("instances", new JsonArray(instances));
    }

    private JsonObject ended(String location) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> api.get(location).bodyAsJsonObject(),
                        work -> !work.getString("state").equals("running"));
    }

    private HttpResponse<Buffer> post(String path, String token, JsonObject body) {
        return await(api.anonymous(HttpMethod.POST, path)
                .bearerTokenAuthentication(token)
                .putHeader("Prefer", "respond-async")
                .sendJsonObject(body));
    }

    private String provisioning() {
        JsonObject order =
                new JsonObject().put("name", "p").put("role", "provisioning").put("tenant", "lyon");
        return api.post("/tokens", order).bodyAsJsonObject().getString("token");
    }

    private int status(String location, String token) {
        return await(api.anonymous(HttpMethod.GET, location)
                        .bearerTokenAuthentication(token)
                        .send())
                .statusCode();
    }
}
