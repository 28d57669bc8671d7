package org.moodlefleet.configapi;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.configapi.auth.ApiToken;
import org.moodlefleet.model.Instance;
import org.moodlefleet.registry.RegistryFixture;

class ConfigApiTest {

    private static final JsonObject LYON = new JsonObject().put("id", "lyon").put("name", "City of Lyon");

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
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void oneCallOnboardsATenantWithItsInstancesAndGroups() {
        JsonObject everything = LYON.copy()
                .put("language", "fr")
                .put(
                        "instances",
                        new JsonArray().add(ApiFixture.instance("mistral")).add(ApiFixture.instance("saxe")))
                .put(
                        "groups",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", "lycees")
                                        .put("name", "Lycées")
                                        .put(
                                                "members",
                                                new JsonObject()
                                                        .put(
                                                                "instances",
                                                                new JsonArray()
                                                                        .add("mistral")
                                                                        .add("saxe")))));

        HttpResponse<Buffer> created = api.post("/tenants", everything);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.getHeader("Location")).isEqualTo("/api/v1/tenants/lyon");
        assertThat(created.getHeader("ETag")).matches("\"\\d+\"");
        assertThat(api.get(created.getHeader("Location")).bodyAsJsonObject())
                .isEqualTo(LYON.copy().put("language", "fr"));
        assertThat(ids(api.get("/tenants/lyon/instances"))).containsExactly("mistral", "saxe");
        assertThat(ids(api.get("/tenants/lyon/groups"))).containsExactly("lycees");
    }

    @Test
    void onboardingIsAllOrNothing() {
        JsonObject wrong = LYON.copy()
                .put("instances", new JsonArray().add(ApiFixture.instance("mistral")))
                .put(
                        "groups",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", "g")
                                        .put("name", "G")
                                        .put(
                                                "members",
                                                new JsonObject().put("instances", new JsonArray().add("nobody")))));

        assertThat(api.post("/tenants", wrong).statusCode()).isEqualTo(422);
        assertThat(api.get("/tenants/lyon").statusCode()).isEqualTo(404);
    }

    @Test
    void showsAnInstanceWithItsDefaultsAndTakesItBackUnchanged() {
        api.post("/tenants", LYON);
        HttpResponse<Buffer> created = api.post("/tenants/lyon/instances", ApiFixture.instance("mistral"));
        assertThat(created.statusCode()).isEqualTo(201);

        HttpResponse<Buffer> shown = api.get(created.getHeader("Location"));
        JsonObject expected = ApiFixture.instance("mistral")
                .put("host", "mistral.example")
                .put("prefix", "mdl_")
                .put("enabled", true)
                .put("tags", new JsonArray())
                .put(
                        "settings",
                        new JsonObject()
                                .put("allowedCronPeriod", "PT1H")
                                .put("rolePolicy", "standard")
                                .put("courseNames", true)
                                .put("peopleFloor", 5)
                                .put("referenceKeys", false)
                                .put(
                                        "profileFields",
                                        new JsonObject()
                                                .put("student", JsonArray.of("eleve"))
                                                .put("teacher", JsonArray.of("enseignant", "cdt"))
                                                .put("staff", JsonArray.of("administration"))));
        expected.getJsonObject("database")
                .put("port", 3306)
                .put("tls", "disable")
                .remove("password");
        assertThat(shown.bodyAsJsonObject()).isEqualTo(expected);

        HttpResponse<Buffer> back = api.put("/tenants/lyon/instances/mistral", shown.bodyAsJsonObject());
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.getHeader("ETag")).isEqualTo(shown.getHeader("ETag"));
        assertThat(await(api.registry().resolvePassword("lyon", "mistral"))).isEqualTo("canary-password-mistral");
    }

    @Test
    void keepsTheSettingsThatItIsGiven() {
        api.post("/tenants", LYON);
        JsonObject settings = new JsonObject()
                .put("started", true)
                .put("allowedCronPeriod", "PT2H")
                .put("rolePolicy", "ent")
                .put("targetVersion", 2024100700.05)
                .put("courseNames", false)
                .put(
                        "segments",
                        new JsonObject()
                                .put("categories", JsonArray.of(7, 3))
                                .put("courses", JsonArray.of(12, 15))
                                .put("cohorts", JsonArray.of(3_000_000_000L)))
                .put("peopleFloor", 10)
                .put("referenceKeys", true)
                .put("backfill", "P12M")
                .put(
                        "macros",
                        JsonArray.of(new JsonObject()
                                .put("macro", "{$MOODLE.STORAGE.MAX}")
                                .put("value", "500G")))
                .put(
                        "profileFields",
                        new JsonObject()
                                .put("student", JsonArray.of("élève", "stagiaire"))
                                .put("teacher", new JsonArray())
                                .put("staff", JsonArray.of("direction")));
        JsonObject mistral = ApiFixture.instance("mistral").put("settings", settings);
        assertThat(api.post("/tenants/lyon/instances", mistral).statusCode()).isEqualTo(201);

        HttpResponse<Buffer> shown = api.get("/tenants/lyon/instances/mistral");

        assertThat(shown.bodyAsJsonObject().getJsonObject("settings")).isEqualTo(settings);
    }

    @Test
    void putCreatesAndReplacesUnderTheClientsId() {
        JsonObject nameless = new JsonObject().put("name", "City of Lyon");

        assertThat(api.put("/tenants/lyon", nameless).statusCode()).isEqualTo(201);
        HttpResponse<Buffer> again = api.put("/tenants/lyon", nameless);
        assertThat(again.statusCode()).isEqualTo(200);
        HttpResponse<Buffer> changed = api.put("/tenants/lyon", nameless.copy().put("name", "Lyon"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.getHeader("ETag")).isNotEqualTo(again.getHeader("ETag"));
    }

    @Test
    void refusesToCreateTwice() {
        api.post("/tenants", LYON);
        api.post("/tenants/lyon/instances", ApiFixture.instance("mistral"));

        assertProblem(api.post("/tenants", LYON), 409);
        assertProblem(api.post("/tenants/lyon/instances", ApiFixture.instance("mistral")), 409);
    }

    @Test
    void honoursIfMatch() {
        String read = api.post("/tenants", LYON).getHeader("ETag");
        JsonObject changed = LYON.copy().put("name", "Lyon");

        assertThat(status(PUT, "/tenants/lyon", "\"999999\"", changed)).isEqualTo(412);
        assertThat(status(PUT, "/tenants/lyon", "W/" + read, changed)).isEqualTo(412);
        assertThat(status(PUT, "/tenants/new", "*", LYON.copy().put("id", "new")))
                .isEqualTo(412);
        assertThat(status(PUT, "/tenants/lyon", "\"1234\", " + read, changed)).isEqualTo(200);
        assertThat(status(DELETE, "/tenants/lyon", read, null)).isEqualTo(412);
        assertThat(status(DELETE, "/tenants/lyon", "*", null)).isEqualTo(204);
    }

    @Test
    void makesNewOnlyWhereThatIsAskedFor() {
        assertThat(conditional(PUT, "/tenants/lyon", "If-None-Match", "*", LYON).statusCode())
                .isEqualTo(201);
        assertProblem(
                conditional(
                        PUT, "/tenants/lyon", "If-None-Match", "*", LYON.copy().put("name", "Other")),
                412);
        assertProblem(conditional(PUT, "/tenants/lyon", "If-None-Match", "\"1\"", LYON), 400);
        assertThat(api.get("/tenants/lyon").bodyAsJsonObject().getString("name"))
                .isEqualTo("City of Lyon");
    }

    @Test
    void doesNotRemoveWhatTheCallerMayNotHaveSeen() {
        api.post("/tenants", LYON);
        api.post("/tenants/lyon/instances", ApiFixture.instance("mistral"));
        JsonObject group = new JsonObject().put("name", "G").put("members", new JsonObject().put("tag", "lycee"));
        api.put("/tenants/lyon/groups/g", group);

        for (String path :
                List.of("/tenants/lyon/groups/g", "/tenants/lyon/instances/mistral", "/tenants/lyon?cascade=true")) {
            assertProblem(await(api.request(DELETE, path).send()), 428);
        }
        String read = api.get("/tenants/lyon/groups/g").getHeader("ETag");
        api.put("/tenants/lyon/groups/g", group.copy().put("name", "H"));
        assertThat(status(DELETE, "/tenants/lyon/groups/g", read, null)).isEqualTo(412);
        assertThat(api.get("/tenants/lyon/groups/g").statusCode()).isEqualTo(200);
    }

    @Test
    void filtersInstancesByTagAndState() {
        api.post("/tenants", LYON);
        for (int i = 0; i < 9; i++) {
            String id = (i % 2 == 0 ? "up" : "down") + i;
            JsonObject instance = ApiFixture.instance(id)
                    .put("enabled", i != 4)
                    .put("tags", i < 6 ? JsonArray.of("lycee, \"A\"") : JsonArray.of("college"));
            api.put("/tenants/lyon/instances/" + id, instance);
        }

        String tagged = "/tenants/lyon/instances?tag=lycee,%20%22A%22";
        assertThat(ids(api.get(tagged + "&state=up"))).containsExactly("up0", "up2", "up4");
        assertThat(ids(api.get(tagged + "&state=disabled"))).containsExactly("up4");
        assertThat(ids(api.get("/tenants/lyon/instances?state=down")))
                .containsExactly("down1", "down3", "down5", "down7");
        assertThat(ids(api.get("/tenants/lyon/instances?tag=lycee"))).isEmpty();
        assertThat(ids(api.get("/status?tenant=lyon&state=up&tag=college"), "instance"))
                .containsExactly("up6", "up8");
        assertProblem(api.get("/status?tenant=nobody&state=up"), 404);
        assertProblem(api.get("/status?state=Up"), 400);

        HttpResponse<Buffer> first = api.get("/tenants/lyon/instances?state=down&limit=3");
        assertThat(ids(first)).containsExactly("down1", "down3", "down5");
        HttpResponse<Buffer> second = api.get(first.bodyAsJsonObject().getString("next"));
        assertThat(ids(second)).containsExactly("down7");
        assertThat(second.bodyAsJsonObject().getString("next")).isNull();
    }

    @Test
    void removesWhatItIsAskedTo() {
        api.post("/tenants", LYON);
        api.post("/tenants/lyon/instances", ApiFixture.instance("mistral"));
        api.post("/tenants/lyon/instances", ApiFixture.instance("saxe"));
        JsonObject group = new JsonObject().put("name", "G").put("members", new JsonObject().put("tag", "lycee"));
        api.put("/tenants/lyon/groups/g", group);

        assertThat(api.delete("/tenants/lyon/groups/g").statusCode()).isEqualTo(204);
        assertThat(api.delete("/tenants/lyon/instances/saxe").statusCode()).isEqualTo(204);
        assertProblem(api.delete("/tenants/lyon/instances/saxe"), 404);
        assertProblem(api.delete("/tenants/lyon"), 409);
        assertThat(api.delete("/tenants/lyon?cascade=true").statusCode()).isEqualTo(204);
        assertThat(api.get("/tenants/lyon").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesThroughListsByTheNextLink() {
        api.post("/tenants", LYON);
        List<String> all = IntStream.range(0, 7).mapToObj(i -> "school-" + i).toList();
        all.forEach(id -> api.post("/tenants/lyon/instances", ApiFixture.instance(id)));

        for (String list : List.of("/tenants/lyon/instances", "/status")) {
            List<String> seen = new ArrayList<>();
            String next = list + "?limit=3";
            while (next != null) {
                HttpResponse<Buffer> page = api.get(next);
                page.bodyAsJsonObject().getJsonArray("items").forEach(item -> {
                    JsonObject object = (JsonObject) item;
                    seen.add(object.getString("id", object.getString("instance")));
                });
                next = page.bodyAsJsonObject().getString("next");
                assertThat(page.getHeader("Link")).isEqualTo(next == null ? null : "<" + next + ">; rel=\"next\"");
            }
            assertThat(seen).isEqualTo(all);
        }
    }

    @Test
    void appliesAFleetInJsonAndYaml() {
        JsonObject fleet = new JsonObject()
                .put(
                        "tenants",
                        new JsonArray()
                                .add(LYON.copy()
                                        .put("instances", new JsonArray().add(ApiFixture.instance("mistral")))));

        JsonObject dry = api.post("/fleet?dryRun=true", fleet).bodyAsJsonObject();
        assertThat(dry.getJsonObject("summary").getInteger("created")).isEqualTo(2);
        assertThat(api.get("/tenants/lyon").statusCode()).isEqualTo(404);

        JsonObject applied = api.post("/fleet", fleet).bodyAsJsonObject();
        assertThat(applied.getJsonArray("changes").getJsonObject(1))
                .isEqualTo(new JsonObject()
                        .put("type", "instance")
                        .put("tenant", "lyon")
                        .put("id", "mistral")
                        .put("outcome", "created"));
        assertThat(api.post("/fleet", fleet)
                        .bodyAsJsonObject()
                        .getJsonObject("summary")
                        .getInteger("unchanged"))
                .isEqualTo(2);

        HttpResponse<Buffer> pruned = await(api.request(POST, "/fleet?prune=true")
                .putHeader("Content-Type", "application/yaml")
                .sendBuffer(Buffer.buffer("tenants:\n  - {id: lyon, name: City of Lyon}\n")));
        assertThat(pruned.bodyAsJsonObject().getJsonObject("summary"))
                .isEqualTo(new JsonObject()
                        .put("changed", 0)
                        .put("created", 0)
                        .put("removed", 1)
                        .put("unchanged", 1));
    }

    @Test
    void showsStatusAndLetsInstancesBeCheckedAndRun() {
        api.post("/tenants", LYON);
        api.post("/tenants/lyon/instances", ApiFixture.instance("mistral"));
        String mistral = "/tenants/lyon/instances/mistral";

        assertThat(api.get(mistral + "/status").bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("tenant", "lyon")
                        .put("instance", "mistral")
                        .put("host", "mistral.example")
                        .put("enabled", true)
                        .put("state", "down")
                        .put("since", "1970-01-01T00:00:00Z")
                        .put("lastError", "connection refused")
                        .put("rates", new JsonObject().put("daily", daily("denied to 'reader'@'db1'")))
                        .put("unsupportedItems", new JsonArray())
                        .put("delivery", delivery("refused by zabbix.example")));
        api.unreachable.add("mistral");
        JsonObject report = await(api.request(POST, mistral + "/check").send()).bodyAsJsonObject();
        assertThat(report.getBoolean("passed")).isFalse();
        assertThat(report.getJsonArray("findings").getJsonObject(0).getString("hint"))
                .isEqualTo("check host and port");
        HttpResponse<Buffer> run =
                await(api.request(POST, mistral + "/run?rate=daily&at=1970-01-02T00:00:00Z&print=true")
                        .send());
        assertThat(run.getHeader("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(run.bodyAsString().lines())
                .containsExactly(
                        "{\"host\":\"mistral.example\",\"key\":\"moodle.rate\",\"value\":\"daily\",\"clock\":86400,\"ns\":1}",
                        "{\"host\":\"mistral.example\",\"key\":\"moodle.print\",\"value\":\"true\",\"clock\":86400,\"ns\":2}");
    }

    private static JsonObject daily(String message) {
        return new JsonObject()
                .put("lastTick", "1970-01-01T00:00:00Z")
                .putNull("lastSuccess")
                .put("nextTick", "1970-01-01T00:00:00Z")
                .put("watermark", "1970-01-01T00:00:00Z")
                .put("samples", 3)
                .putNull("backlog")
                .put(
                        "leftOut",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("set", "moodle/daily-open")
                                        .put("measures", new JsonArray().add("moodle.quiz.activequizs"))
                                        .put("lacks", new JsonArray().add("quiz"))))
                .put(
                        "failures",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("set", "moodle/daily-courses")
                                        .put("kind", "missing_right")
                                        .put("message", message)));
    }

    private static JsonObject delivery(String error) {
        return new JsonObject()
                .put("channel", "default")
                .put("up", false)
                .put("pending", 3)
                .put("oldest", "1970-01-01T00:00:00Z")
                .put("lastError", error);
    }

    @Test
    void aRunNamesTheSetsThatFailed() {
        api.post("/tenants", LYON);
        api.post("/tenants/lyon/instances?check=false", ApiFixture.instance("partly"));

        HttpResponse<Buffer> run = await(api.request(POST, "/tenants/lyon/instances/partly/run?rate=daily")
                .send());

        assertThat(run.statusCode()).isEqualTo(200);
        assertThat(run.getHeader("Failed-Sets")).isEqualTo("moodle/daily-courses (missing_right)");
    }

    @Test
    void tellsAFailedActionFromAFaultOfOurs() {
        api.post("/tenants", LYON);
        api.post("/tenants/lyon/instances?check=false", ApiFixture.instance("broken"));
        String broken = "/tenants/lyon/instances/broken";

        HttpResponse<Buffer> run =
                await(api.request(POST, broken + "/run?rate=daily").send());
        assertProblem(run, 424);
        assertThat(run.bodyAsJsonObject().getString("detail")).isEqualTo("connection refused");
        HttpResponse<Buffer> check = await(api.request(POST, broken + "/check").send());
        assertProblem(check, 500);
        assertThat(check.bodyAsJsonObject().getString("detail"))
                .contains("trace ")
                .doesNotContain("inner matters");
    }

    @Test
    void onlyTheTokenOpensTheApi() {
        for (String wrong :
                new String[] {null, "Bearer wrong", "Bearer ", "Basic " + ApiFixture.TOKEN, ApiFixture.TOKEN}) {
            var request = api.anonymous(GET, "/tenants");
            HttpResponse<Buffer> refused = await(
                    wrong == null
                            ? request.send()
                            : request.putHeader("Authorization", wrong).send());
            assertProblem(refused, 401);
            assertThat(refused.getHeader("WWW-Authenticate")).startsWith("Bearer realm=");
        }
        assertThat(await(api.anonymous(GET, "/nothing").send()).statusCode()).isEqualTo(401);
        assertThat(await(api.anonymous(GET, "/openapi.json").send()).statusCode())
                .isEqualTo(200);
        assertThat(await(api.request(GET, "/tenants")
                                .putHeader("Authorization", "bearer " + ApiFixture.TOKEN)
                                .send())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyOtherRefusalIsAProblemDocument() {
        assertProblem(api.get("/nothing"), 404);
        assertProblem(api.get("/api/v9/tenants"), 404);
        HttpResponse<Buffer> patched = await(api.request(PATCH, "/tenants").send());
        assertProblem(patched, 405);
        assertThat(patched.getHeader("Allow")).isEqualTo("GET, POST");
        assertProblem(await(api.request(POST, "/tenants").sendBuffer(Buffer.buffer("{}"))), 415);
        assertProblem(await(api.request(POST, "/tenants").sendForm(MultiMap.caseInsensitiveMultiMap())), 415);
        assertProblem(await(json(POST, "/tenants", "{not json")), 400);
        assertProblem(await(json(POST, "/tenants", "")), 400);
        assertProblem(await(json(POST, "/tenants", "[]")), 400);
        assertProblem(await(json(POST, "/tenants", "{\"name\":1,\"name\":2}")), 422);
        assertProblem(await(json(POST, "/tenants", "\"" + "x".repeat(1 << 20) + "\"")), 413);
        assertProblem(await(json(POST, "/fleet", "\"" + "x".repeat(16 << 20) + "\"")), 413);
        assertProblem(api.get("/tenants?limit=0"), 400);
        assertProblem(api.get("/tenants?limit=ten"), 400);
        assertProblem(api.get("/tenants?cursor=***"), 400);
        assertProblem(api.get("/tenants/nobody/instances"), 404);
        assertProblem(api.post("/tenants/nobody/instances", ApiFixture.instance("a")), 404);
    }

    @Test
    void suggestsTheRightNameForAMisspeltParameter() {
        HttpResponse<Buffer> refused = api.post("/fleet?dryrun=true", new JsonObject().put("tenants", new JsonArray()));

        assertProblem(refused, 400);
        assertThat(refused.bodyAsJsonObject().getString("detail")).contains("did you mean 'dryRun'?");
    }

    @Test
    void everyAnswerForbidsSniffingAndStoring() {
        for (HttpResponse<Buffer> answer :
                List.of(api.get("/tenants"), api.get("/nothing"), api.get("/openapi.json"))) {
            assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void aTokenThatIsEasilyGuessedIsRefused() {
        assertThatThrownBy(() -> ApiToken.of("short")).hasMessageContaining("openssl rand");
    }

    @Test
    void instancesOfTwoTenantsMayHaveOneId() {
        api.post("/tenants", LYON);
        api.post("/tenants", new JsonObject().put("id", "paris").put("name", "Paris"));
        api.post("/tenants/lyon/instances", ApiFixture.instance("voltaire"));

        JsonObject other = ApiFixture.instance("voltaire").put("baseUrl", "https://voltaire.paris.example");
        assertThat(api.post("/tenants/paris/instances", other).statusCode()).isEqualTo(201);
        assertThat(await(api.registry().instances()))
                .extracting(Instance::tenant)
                .containsExactly("lyon", "paris");
    }

    private int status(HttpMethod method, String path, String ifMatch, JsonObject body) {
        var request = api.request(method, path).putHeader("If-Match", ifMatch);
        return await(body == null ? request.send() : request.sendJsonObject(body))
                .statusCode();
    }

    private HttpResponse<Buffer> conditional(
            HttpMethod method, String path, String header, String value, JsonObject body) {
        return await(api.request(method, path).putHeader(header, value).sendJsonObject(body));
    }

    private Future<HttpResponse<Buffer>> json(HttpMethod method, String path, String body) {
        return api.request(method, path)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(body));
    }

    private static List<String> ids(HttpResponse<Buffer> list) {
        return ids(list, "id");
    }

    private static List<String> ids(HttpResponse<Buffer> list, String field) {
        return list.bodyAsJsonObject().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString(field))
                .toList();
    }

    private static void assertProblem(HttpResponse<Buffer> response, int status) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
        JsonObject problem = response.bodyAsJsonObject();
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
    }
}
