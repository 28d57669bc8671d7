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
import org.moodlefleet.registry.RegistryFixture;

class DryRunTest {

    private static final JsonObject GROUP = new JsonObject()
            .put("name", "G")
            .put("members", new JsonObject().put("instances", JsonArray.of("mistral")));

    @TempDir
    Path folder;

    private ApiFixture api;

    /** The registry that the API stands over. */
    RegistryFixture registry(Path folder) {
        return new RegistryFixture(folder);
    }

    @BeforeEach
    void start() {
        api = new ApiFixture(folder, registry(folder));
        api.put("/tenants/lyon", new JsonObject().put("name", "City of Lyon"));
        api.put("/tenants/lyon/instances/mistral", ApiFixture.instance("mistral"));
        api.put("/tenants/lyon/groups/g", GROUP);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsWhatEachChangeWouldDoAndChangesNothing() {
        String before = content();
        JsonObject onboarding = new JsonObject()
                .put("id", "nice")
                .put("name", "Nice")
                .put("instances", JsonArray.of(ApiFixture.instance("massena")));

        assertThat(changes(api.post("/tenants?dryRun=true", onboarding), "1 -> 2 hosts for null"))
                .containsExactly("tenant nice/nice created", "instance nice/massena created");
        assertThat(changes(api.put("/tenants/lyon?dryRun=true", new JsonObject().put("name", "L")), null))
                .containsExactly("tenant lyon/lyon changed");
        assertThat(changes(api.post("/tenants/lyon/instances?dryRun=true", ApiFixture.instance("saxe")), null))
                .containsExactly("instance lyon/saxe created");
        assertThat(changes(api.put("/tenants/lyon/groups/g?dryRun=true", GROUP), "1 -> 1 hosts for null"))
                .isEmpty();
        assertThat(changes(api.put("/tenants/lyon/groups/h?dryRun=true", GROUP), null))
                .containsExactly("group lyon/h created");
        assertThat(changes(api.delete("/tenants/lyon/instances/mistral?dryRun=true"), "1 -> 0 hosts for null"))
                .containsExactly("group lyon/g changed", "instance lyon/mistral removed");
        assertThat(changes(api.delete("/tenants/lyon/groups/g?dryRun=true"), null))
                .containsExactly("group lyon/g removed");
        assertThat(changes(api.delete("/tenants/lyon?cascade=true&dryRun=true"), "1 -> 0 hosts for null"))
                .containsExactly("group lyon/g removed", "instance lyon/mistral removed", "tenant lyon/lyon removed");
        JsonObject fleet = new JsonObject().put("tenants", JsonArray.of(onboarding));
        assertThat(changes(api.post("/fleet?dryRun=true", fleet), "1 -> 2 hosts for null"))
                .containsExactly("tenant nice/nice created", "instance nice/massena created");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void refusesWhatTheChangeItselfWouldBeRefused() {
        api.unreachable.add("saxe");

        HttpResponse<Buffer> unreachable = api.post("/tenants/lyon/instances?dryRun=true", ApiFixture.instance("saxe"));
        assertThat(unreachable.statusCode()).isEqualTo(422);
        assertThat(unreachable.bodyAsString()).contains("/database/host");
        assertThat(api.post(
                                "/tenants?dryRun=true",
                                new JsonObject().put("id", "lyon").put("name", "L"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(api.delete("/tenants/lyon?dryRun=true").statusCode()).isEqualTo(409);
        assertThat(await(api.request(HttpMethod.DELETE, "/tenants/lyon/groups/g?dryRun=true")
                                .putHeader("If-Match", "\"1\"")
                                .send())
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void warnsOfWhatTheChecksHaveFound() {
        JsonObject report = api.post("/tenants/lyon/instances?dryRun=true", ApiFixture.instance("saxe"))
                .bodyAsJsonObject();

        assertThat(report.getJsonArray("warnings").getJsonObject(0).getString("problem"))
                .isEqualTo("clock: is late");
    }

    private static List<String> changes(HttpResponse<Buffer> answer, String inZabbix) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        JsonObject report = answer.bodyAsJsonObject();
        assertThat(report.getBoolean("dryRun")).isTrue();
        if (inZabbix != null) {
            assertThat(report.getJsonObject("zabbix").getJsonArray("changes")).containsExactly(inZabbix);
        }
        return report.getJsonArray("changes").stream()
                .map(JsonObject.class::cast)
                .map(change -> change.getString("type") + " " + change.getString("tenant") + "/"
                        + change.getString("id") + " " + change.getString("outcome"))
                .toList();
    }

    private String content() {
        return await(api.registry().tenants()).toString()
                + await(api.registry().instances())
                + await(api.registry().groups())
                + api.get("/audit").bodyAsString();
    }
}
