package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZabbixEndpointsTest {

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

    private static final JsonObject LEFT_OUT =
            new JsonObject().put("object", "host e").put("tenant", "lyon").put("cause", "its name is too long");

    @Test
    void thePlanTellsWhatWaitsForAnApproval() {
        HttpResponse<Buffer> answer = api.get("/zabbix/plan");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put(
                                "changes",
                                JsonArray.of(
                                        step("create host a", false),
                                        step("disable host b, which is no longer wanted", true)))
                        .put("conflicts", JsonArray.of("host c is not ours"))
                        .put("leftOut", JsonArray.of(LEFT_OUT))
                        .put("removals", 11)
                        .put("held", true)
                        .put("fingerprint", "0123456789abcdef0123456789abcdef"));
        assertThat(api.zabbix.applied).isEmpty();
    }

    @Test
    void anotherServerIsNamed() {
        assertThat(api.post("/zabbix/apply?server=second", new JsonObject()).statusCode())
                .isEqualTo(200);
        assertThat(api.zabbix.applied).singleElement().asString().contains(" second ");
        HttpResponse<Buffer> unknown = api.get("/zabbix/plan?server=third");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.bodyAsString()).contains("write one of default, second");
    }

    @Test
    void withoutAnApprovalRemovalsStayHeld() {
        HttpResponse<Buffer> answer = api.post("/zabbix/apply", new JsonObject());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("applied", JsonArray.of("create host a"))
                        .put(
                                "failures",
                                JsonArray.of(new JsonObject()
                                        .put("change", "update host d")
                                        .put("cause", "No permissions")))
                        .put("conflicts", JsonArray.of("host c is not ours"))
                        .put("leftOut", JsonArray.of(LEFT_OUT))
                        .put("held", 11)
                        .put("fingerprint", "0123456789abcdef0123456789abcdef"));
        assertThat(api.zabbix.applied).singleElement().asString().endsWith(" null");
    }

    @Test
    void theApprovalOfThisPlanIsTakenAndThatOfAnotherRefused() {
        JsonObject right = new JsonObject().put("approve", "0123456789abcdef0123456789abcdef");
        JsonObject wrong = new JsonObject().put("approve", "0123456789abcdef");

        HttpResponse<Buffer> refused = await(api.request(HttpMethod.POST, "/zabbix/apply")
                .putHeader("Accept-Language", "fr")
                .sendJsonObject(wrong));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.bodyAsJsonObject().getJsonArray("errors"))
                .isEqualTo(
                        JsonArray.of(
                                new JsonObject()
                                        .put("pointer", "/approve")
                                        .put("problem", "n'est pas l'empreinte des suppressions du plan actuel")
                                        .put(
                                                "hint",
                                                "relisez le plan et envoyez son empreinte, ou laissez-la de côté si rien n'est retenu")));
        assertThat(api.zabbix.applied).isEmpty();

        HttpResponse<Buffer> done = api.post("/zabbix/apply", right);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.bodyAsJsonObject().getInteger("held")).isZero();
        assertThat(api.zabbix.applied).singleElement().asString().endsWith(" 0123456789abcdef0123456789abcdef");
    }

    @Test
    void whatAnotherRegistryMadeIsTakenOverWhenItIsNamed() {
        for (String adopt : List.of("all", "earlier", "0123456789ab")) {
            assertThat(api.get("/zabbix/plan?adopt=" + adopt).statusCode()).isEqualTo(200);
            assertThat(api.post("/zabbix/apply", new JsonObject().put("adopt", adopt))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(api.zabbix.applied).last().asString().endsWith(" adopting " + adopt);
        }
        api.zabbix.applied.clear();

        assertThat(api.get("/zabbix/plan?adopt=everything").statusCode()).isEqualTo(400);
        HttpResponse<Buffer> refused = await(api.request(HttpMethod.POST, "/zabbix/apply")
                .putHeader("Accept-Language", "fr")
                .sendJsonObject(new JsonObject().put("adopt", "everything")));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsJsonObject().getJsonArray("errors"))
                .isEqualTo(JsonArray.of(new JsonObject()
                        .put("pointer", "/adopt")
                        .put("problem", "ne désigne aucun registre")
                        .put("hint", "écrivez une identité telle que le plan la montre, earlier ou all")));
        assertThat(api.zabbix.applied).isEmpty();
    }

    @Test
    void aZabbixThatCannotBeAskedIsTold() {
        api.zabbix.outage = "Zabbix is not provisioned by this service";

        assertThat(api.get("/zabbix/plan").statusCode()).isEqualTo(424);
        HttpResponse<Buffer> answer = api.post("/zabbix/apply", new JsonObject());
        assertThat(answer.statusCode()).isEqualTo(424);
        assertThat(answer.bodyAsJsonObject().getString("detail"))
                .isEqualTo("Zabbix is not provisioned by this service");
    }

    private static JsonObject step(String change, boolean held) {
        return new JsonObject().put("change", change).put("held", held);
    }
}
