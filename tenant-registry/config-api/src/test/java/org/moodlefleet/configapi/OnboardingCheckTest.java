package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnboardingCheckTest {

    private static final String ALL = "/tenants/lyon/instances";
    private static final String MISTRAL = ALL + "/mistral";

    private ApiFixture api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = new ApiFixture(folder);
        api.post("/tenants", new JsonObject().put("id", "lyon").put("name", "Lyon"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anInstanceThatCannotBeReachedIsRefusedWithFieldAndHint() {
        api.unreachable.add("mistral");

        HttpResponse<Buffer> created = api.post(ALL, ApiFixture.instance("mistral"));
        HttpResponse<Buffer> put = api.put(MISTRAL, ApiFixture.instance("mistral"));

        assertThat(created.statusCode()).isEqualTo(422);
        assertThat(created.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("pointer", "/database/host")
                        .put("problem", "connect: connection refused")
                        .put("hint", "check host and port"));
        assertThat(put.statusCode()).isEqualTo(422);
        assertThat(api.get(MISTRAL).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNotThereYetIsAcceptedUnchecked() {
        api.unreachable.add("mistral");

        assertThat(api.post(ALL + "?check=false", ApiFixture.instance("mistral"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(api.checked).isEmpty();
    }

    @Test
    void onlyWhatTheDatabaseOrTheHostIsAboutIsLookedAtAgain() {
        api.post(ALL, ApiFixture.instance("mistral"));
        JsonObject known = api.get(MISTRAL).bodyAsJsonObject();
        api.unreachable.add("mistral");
        api.checked.clear();

        assertThat(api.put(MISTRAL, ApiFixture.instance("mistral")).statusCode())
                .as("unchanged")
                .isEqualTo(200);
        assertThat(api.put(MISTRAL, known.copy().put("name", "Renamed")).statusCode())
                .isEqualTo(200);
        assertThat(api.put(MISTRAL, known.copy().put("enabled", false).put("prefix", "moo_"))
                        .statusCode())
                .as("switched off")
                .isEqualTo(200);
        assertThat(api.checked).isEmpty();

        assertThat(api.put(MISTRAL, known).statusCode()).as("switched on").isEqualTo(422);
        assertThat(api.checked).containsExactly("mistral");
    }

    @Test
    void whatShouldBeMendedAllTheSameIsToldBesideWhatWasWritten() {
        JsonObject tenant = new JsonObject()
                .put("id", "nice")
                .put("name", "Nice")
                .put("instances", JsonArray.of(ApiFixture.instance("mistral").put("host", "mistral-nice")));

        JsonObject onboarded = api.post("/tenants", tenant).bodyAsJsonObject();
        HttpResponse<Buffer> french = await(api.request(HttpMethod.PUT, MISTRAL)
                .putHeader("Accept-Language", "fr")
                .sendJsonObject(ApiFixture.instance("mistral")));
        JsonObject unchanged = api.put(MISTRAL, ApiFixture.instance("mistral")).bodyAsJsonObject();

        assertThat(onboarded.getString("id")).isEqualTo("nice");
        assertThat(onboarded.getJsonArray("warnings"))
                .containsExactly(new JsonObject()
                        .put("pointer", "/instances/0")
                        .put("problem", "clock: is late")
                        .put("hint", "hint"));
        assertThat(french.statusCode()).isEqualTo(201);
        assertThat(french.getHeader("Content-Language")).isEqualTo("fr");
        assertThat(french.bodyAsJsonObject()
                        .getJsonArray("warnings")
                        .getJsonObject(0)
                        .getString("problem"))
                .isEqualTo("horloge : is late");
        assertThat(unchanged.fieldNames()).contains("id").doesNotContain("warnings");
        assertThat(api.get(MISTRAL).bodyAsJsonObject().fieldNames()).doesNotContain("warnings");
    }

    @Test
    void anotherPasswordIsTriedOut() {
        api.post(ALL, ApiFixture.instance("mistral"));
        api.unreachable.add("mistral");
        JsonObject other = ApiFixture.instance("mistral");
        other.getJsonObject("database").put("password", new JsonObject().put("value", "another"));

        assertThat(api.put(MISTRAL, other).statusCode()).isEqualTo(422);
    }

    @Test
    void ofAFleetEachFailingInstanceIsNamedAndNothingIsChanged() {
        api.unreachable.add("b");
        JsonObject fleet = fleet("a", "b", "c");
        fleet.getJsonArray("tenants")
                .getJsonObject(0)
                .getJsonArray("instances")
                .getJsonObject(1)
                .getJsonObject("database")
                .put("host", "db2.example");

        HttpResponse<Buffer> refused = api.post("/fleet", fleet);
        api.unreachable.clear();
        HttpResponse<Buffer> rehearsed = api.post("/fleet?dryRun=true", fleet);
        api.checked.clear();
        HttpResponse<Buffer> applied = api.post("/fleet", fleet);
        HttpResponse<Buffer> again = api.post("/fleet", fleet);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsJsonObject().getJsonArray("errors"))
                .hasSize(1)
                .first()
                .asString()
                .contains("/tenants/0/instances/1/database/host");
        assertThat(rehearsed.bodyAsJsonObject().getJsonArray("warnings")).hasSize(3);
        assertThat(applied.bodyAsJsonObject().getJsonArray("warnings").getJsonObject(2))
                .isEqualTo(new JsonObject()
                        .put("pointer", "/tenants/0/instances/2")
                        .put("problem", "clock: is late")
                        .put("hint", "hint"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(api.checked).as("unchanged ones are not looked at").containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void ofAServerThatIsDownNotEveryInstanceIsAsked() {
        String[] ids = IntStream.range(0, 200).mapToObj(i -> "m" + i).toArray(String[]::new);
        api.unreachable.addAll(java.util.List.of(ids));

        HttpResponse<Buffer> refused = api.post("/fleet", fleet(ids));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsJsonObject().getJsonArray("errors")).hasSizeBetween(20, 30);
        assertThat(api.checked).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void aTenantIsOnboardedWithAllItsInstancesOrNot() {
        api.unreachable.add("b");
        JsonObject tenant =
                fleet("a", "b").getJsonArray("tenants").getJsonObject(0).put("id", "nantes");

        HttpResponse<Buffer> refused = api.put("/tenants/nantes", tenant);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsString()).contains("/instances/1/database/host");
        assertThat(api.get("/tenants/nantes").statusCode()).isEqualTo(404);
        assertThat(api.put("/tenants/nantes?check=false", tenant).statusCode()).isEqualTo(201);
    }

    private static JsonObject fleet(String... ids) {
        JsonArray instances = new JsonArray();
        for (String id : ids) {
            instances.add(ApiFixture.instance(id));
        }
        return new JsonObject()
                .put(
                        "tenants",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", "lyon")
                                        .put("name", "Lyon")
                                        .put("instances", instances)));
    }
}
