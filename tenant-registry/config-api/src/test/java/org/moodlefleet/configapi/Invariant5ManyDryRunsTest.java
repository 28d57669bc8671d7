package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "Invariant 5: nobody stops the others: dry runs are made a few at a time, and those beyond are told to wait")
class Invariant5ManyDryRunsTest {

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        api.put("/tenants/lyon", new JsonObject().put("name", "City of Lyon"));
        api.put("/tenants/nice", new JsonObject().put("name", "City of Nice"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void whoFindsNoPlaceIsToldToComeAgain() {
        Promise<Void> zabbix = Promise.promise();
        api.previewDelay = zabbix.future();
        List<Future<HttpResponse<Buffer>>> many =
                IntStream.range(0, 30).mapToObj(i -> dryRun("lyon")).toList();
        Awaitility.await().until(() -> many.stream().filter(Future::isComplete).count() >= 21);

        assertThat(many.stream().filter(Future::isComplete)).allSatisfy(sent -> {
            assertThat(sent.result().statusCode()).isEqualTo(503);
            assertThat(sent.result().getHeader("Retry-After")).isNotNull();
        });
        assertThat(api.put("/tenants/lyon", new JsonObject().put("name", "Lyon"))
                        .statusCode())
                .as("changes go on")
                .isEqualTo(200);
        Future<HttpResponse<Buffer>> other = dryRun("nice");
        zabbix.complete();
        assertThat(many.stream().map(sent -> await(sent).statusCode()).filter(status -> status == 200))
                .as("one that is made, of the two that there is room for, and eight that wait")
                .hasSize(9);
        assertThat(await(other).statusCode()).as("another tenant's turn").isEqualTo(200);
    }

    private Future<HttpResponse<Buffer>> dryRun(String tenant) {
        String token = api.post(
                        "/tokens",
                        new JsonObject()
                                .put("name", "p")
                                .put("role", "provisioning")
                                .put("tenant", tenant))
                .bodyAsJsonObject()
                .getString("token");
        return api.crowded(HttpMethod.PUT, "/tenants/" + tenant + "?dryRun=true")
                .bearerTokenAuthentication(token)
                .sendJsonObject(new JsonObject().put("name", "Another"));
    }
}
