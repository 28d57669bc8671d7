package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.configapi.limits.RequestRate;
import org.moodlefleet.registry.RegistryFixture;

@DisplayName("Invariant 5: nobody stops the others: many tokens of a tenant ask no more often than one")
class Invariant5RatesOfTenantsTest {

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder, new RegistryFixture(folder), new RequestRate(1, 50));
        api.put("/tenants/lyon", new JsonObject().put("name", "City of Lyon"));
        api.put("/tenants/nice", new JsonObject().put("name", "City of Nice"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void allTokensOfATenantShareABucket() {
        List<String> tokens =
                IntStream.range(0, 10).mapToObj(i -> token("lyon", i)).toList();
        String other = token("nice", 0);

        long answered = IntStream.range(0, 200)
                .filter(i -> ask(tokens.get(i % 10)).statusCode() == 200)
                .count();

        assertThat(answered).isBetween(50L, 80L);
        HttpResponse<Buffer> refused = ask(tokens.get(0));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isNotNull();
        assertThat(ask(other).statusCode()).isEqualTo(200);
    }

    private String token(String tenant, int number) {
        JsonObject order = new JsonObject()
                .put("name", "viewer " + number)
                .put("role", "tenant-viewer")
                .put("tenant", tenant);
        return api.post("/tokens", order).bodyAsJsonObject().getString("token");
    }

    private HttpResponse<Buffer> ask(String token) {
        return await(api.anonymous(HttpMethod.GET, "/tenants")
                .bearerTokenAuthentication(token)
                .send());
    }
}
