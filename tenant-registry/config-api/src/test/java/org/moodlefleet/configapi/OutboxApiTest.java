package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;

class OutboxApiTest {

    private static final Instant CLOCK = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void threeOfFourRejected() {
        api = new ApiFixture(folder);
        for (String tenant : List.of("acme", "b")) {
            Sample first = new Sample(tenant + ".example", "k[1]", "secret", CLOCK.getEpochSecond(), 1);
            Sample second = new Sample(tenant + ".example", "k[2]", "2", CLOCK.getEpochSecond() + 60, 1);
            await(api.outbox.append(new SampleBatch(tenant, List.of(first, second), Optional.empty())));
        }
        List<Entry> due = await(api.outbox.due(CLOCK, 10, Owners.all()));
        assertThat(due).hasSize(4);
        await(api.outbox.reject(due.subList(0, 2), RejectionCause.HOST_UNKNOWN, "no such host"));
        await(api.outbox.reject(due.subList(2, 3), RejectionCause.ITEM_UNKNOWN, "no such item"));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void theNumbersAddUpByTenantAndInAll() {
        JsonObject stats = api.get("/outbox").bodyAsJsonObject();
        assertThat(stats.getJsonObject("total"))
                .isEqualTo(counts(null, 4, 3, 1).put("oldestPending", "2026-11-22T10:01:00Z"));
        assertThat(stats.getJsonArray("tenants"))
                .isEqualTo(new JsonArray()
                        .add(counts("acme", 2, 2, 0).putNull("oldestPending"))
                        .add(counts("b", 2, 1, 1).put("oldestPending", "2026-11-22T10:01:00Z")));
    }

    private static JsonObject counts(String tenant, int collected, int rejected, int pending) {
        return new JsonObject()
                .put("tenant", tenant)
                .put("collected", collected)
                .put("accepted", 0)
                .put("rejected", rejected)
                .put("dropped", 0)
                .put("pending", pending)
                .put("held", 0);
    }

    @Test
    @DisplayName("Invariant 4: what was rejected is listed with its cause, page by page, without its value")
    void rejections() {
        JsonObject first = api.get("/outbox/rejections?cause=host-unknown&tenant=acme&limit=1")
                .bodyAsJsonObject();
        assertThat(first.getJsonArray("items").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("tenant", "acme")
                        .put("host", "acme.example")
                        .put("key", "k[2]")
                        .put("clock", "2026-11-22T10:01:00Z")
                        .put("cause", "host-unknown")
                        .put("reason", "no such host")
                        .put(
                                "rejectedAt",
                                first.getJsonArray("items").getJsonObject(0).getString("rejectedAt")));
        JsonObject second = api.get(first.getString("next")).bodyAsJsonObject();
        assertThat(second.getJsonArray("items").getJsonObject(0).getString("key"))
                .isEqualTo("k[1]");
        assertThat(second.getString("next")).isNull();
        assertThat(api.get("/outbox/rejections").bodyAsJsonObject().getJsonArray("items"))
                .hasSize(3);
        assertThat(api.get("/outbox/rejections").bodyAsString()).doesNotContain("secret");
    }

    @Test
    void theyCanBeSentAgain() {
        JsonObject answer = await(api.request(HttpMethod.POST, "/outbox/retry?tenant=acme")
                        .send())
                .bodyAsJsonObject();
        assertThat(answer).isEqualTo(new JsonObject().put("retried", 2));
        assertThat(await(api.outbox.due(CLOCK, 10, Owners.all()))).hasSize(3);
        assertThat(api.get("/outbox/rejections").bodyAsJsonObject().getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    @DisplayName("Invariant 10: a cause that does not exist is answered with those that do")
    void wrongCause() {
        JsonObject problem = api.get("/outbox/rejections?cause=host_unknown").bodyAsJsonObject();
        assertThat(problem.getInteger("status")).isEqualTo(400);
        assertThat(problem.encode()).contains("cause").contains("host-unknown, host-disabled");
    }
}
