package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Invariant 10: wrong input gets an answer that names the field and the hint, and changes nothing")
class Invariant10WrongInputTest {

    /** Stands for a key that is taken out of the document. */
    private static final JsonArray MACROS_51 = new JsonArray(IntStream.rangeClosed(1, 51)
            .mapToObj(i -> new JsonObject().put("macro", "{$M" + i + "}").put("value", ""))
            .toList());

    private static final JsonArray IDS_501 =
            new JsonArray(LongStream.rangeClosed(1, 501).boxed().toList());

    private static final Object ABSENT = new Object();

    @TempDir
    static Path folder;

    private static ApiFixture api;

    @BeforeAll
    static void start() {
        api = new ApiFixture(folder);
        api.post("/tenants", new JsonObject().put("id", "lyon").put("name", "Lyon"));
        api.post("/tenants/lyon/instances", ApiFixture.instance("mistral"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Arguments> wrongInInstances() {
        return Stream.of(
                arguments("/id", ABSENT, "is missing", "a-z"),
                arguments("/id", "Mistral", "is no identifier", "a-z"),
                arguments("/id", "a".repeat(64), "is no identifier", "1 to 63"),
                arguments("/id", -1, "is no text", "text"),
                arguments("/name", 17, "is no text", "text"),
                arguments("/name", "half \ud83d", "contains half a character", "whole characters"),
                arguments("/name", "", "is empty", "1 to 200"),
                arguments("/name", "two\nlines", "contains a control character", "one line"),
                arguments("/name", new JsonArray(), "is no text", "text"),
                arguments("/baseUrl", "moodle.example.org", "is not the address of a site", "https://"),
                arguments("/baseUrl", "ftp://moodle.example.org", "is not the address of a site", "https://"),
                arguments("/baseUrl", "https://a b", "is no address", "https://"),
                arguments("/baseUrl", "https://a.example/?x=1", "is not the address of a site", "https://"),
                arguments("/baseUrl", ABSENT, "is missing", "https://"),
                arguments(
                        "/baseUrl",
                        "https://moodle.\u00e9cole.example:8443/m",
                        "has letters beyond ASCII in its host name",
                        "write it as moodle.xn--cole-9oa.example:8443"),
                arguments("/baseUrl", "https://127.1", "is not the address of a site", "https://"),
                arguments("/baseUrl", "https://a_b.0x7f000001", "is not the address of a site", "https://"),
                arguments("/baseUrl", "https://u:p@a_b.example", "is not the address of a site", "https://"),
                arguments("/baseUrl", "https://a_b.example:70000", "is not the address of a site", "https://"),
                arguments("/host", "a/b", "is no Zabbix host name", "A-Z"),
                arguments("/host", " a", "is no Zabbix host name", "inner spaces"),
                arguments("/host", "a".repeat(129), "is no Zabbix host name", "128"),
                arguments("/prefix", "mdl-", "is no table prefix", "mdl_"),
                arguments("/prefix", "a; drop table x", "is no table prefix", "mdl_"),
                arguments("/timezone", "Paris", "is no time zone", "Europe/Paris"),
                arguments("/enabled", "yes", "is neither true nor false", "without quotes"),
                arguments("/tags", "lycee", "is no list", "[one, two]"),
                arguments("/tags/0", "", "is empty", "1 to 64"),
                arguments("/nam", "x", "unknown key", "did you mean 'name'?"),
                arguments("/database", ABSENT, "is missing", "engine"),
                arguments(
                        "/database/engine", "oracle", "is not one of the known words", "mariadb, mysql or postgresql"),
                arguments("/database/engine", ABSENT, "is missing", "mariadb, mysql or postgresql"),
                arguments(
                        "/database/host",
                        "[::1]",
                        "has brackets, which an address of IPv6 has in URLs only",
                        "without brackets"),
                arguments("/database/host", "db1/x?allowLoadLocalInfile=true", "is no host name", "db1.example.org"),
                arguments("/database/port", 0, "is no TCP port", "65535"),
                arguments("/database/port", "3306", "is no whole number", "without quotes"),
                arguments("/database/port", 33.5, "is no whole number", "without quotes"),
                arguments("/database/name", "moodle?x", "is no database name", "A-Z"),
                arguments("/database/schema", "public", "is known to PostgreSQL only", "leave it out"),
                arguments("/database/user", ABSENT, "is missing", "1 to 128"),
                arguments("/database/tls", "on", "is not one of the known words", "verify-full"),
                arguments("/database/password", ABSENT, "is missing", "{env: NAME}"),
                arguments("/database/password", "text", "is no mapping", "value: ..., env: ..., file: ..."),
                arguments("/database/password", new JsonObject(), "is not one of four", "only one"),
                arguments("/database/password/value", 123, "is no text", "quotes"),
                arguments("/database/password/env", "A B", "is no variable name", "MOODLE_DB_PASSWORD"),
                arguments("/database/password/file", "secret", "is no absolute path", "absolute"),
                arguments("/database/pasword", "x", "unknown key", "did you mean 'password'?"),
                arguments("/settings/allowedCronPeriod", "soon", "is not a duration, such as 30m or 1h", "1h"),
                arguments("/settings/allowedCronPeriod", "1s", "is out of range", "31d"),
                arguments("/settings/rolePolicy", "lax", "is not one of the known words", "standard or ent"),
                arguments("/settings/targetVersion", 4.5, "is no Moodle version number", "version.php"),
                arguments("/settings/segments/categories/0", 0, "is no id", "from 1 on"),
                arguments("/settings/segments/courses/0", 1.5, "is no whole number", "without quotes"),
                arguments("/settings/segments/courses/0", "12", "is no whole number", "without quotes"),
                arguments("/settings/segments/cohorts", IDS_501, "is too long", "500"),
                arguments("/settings/segments/course", new JsonArray(), "unknown key", "did you mean 'courses'?"),
                arguments("/settings/peopleFloor", 0, "is out of range", "1 to 1000"),
                arguments("/settings/peopleFloor", 1001, "is out of range", "1 to 1000"),
                arguments("/settings/referenceKeys", "yes", "is neither true nor false", "without quotes"),
                arguments("/settings/backfill", "P11Y", "is out of range", "P1D to P10Y"),
                arguments("/settings/backfill", "-P1M", "is out of range", "P1D to P10Y"),
                arguments("/settings/backfill", "a year", "is no period", "12mo"),
                arguments("/settings/profileFields/student/0", "", "is empty", "1 to 255 characters"),
                arguments("/settings/macros", MACROS_51, "is too long", "50"),
                arguments("/settings/startd", true, "unknown key", "did you mean 'started'?"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("wrongInInstances")
    void inAnInstance(String pointer, Object value, String problem, String hint) {
        JsonObject document = with(ApiFixture.instance("new"), pointer, value);

        assertRefused(() -> api.post("/tenants/lyon/instances", document), pointer, problem, hint);
        JsonObject tenant =
                new JsonObject().put("id", "new").put("name", "New").put("instances", new JsonArray().add(document));
        assertRefused(() -> api.post("/tenants", tenant), "/instances/0" + pointer, problem, hint);
        JsonObject fleet = new JsonObject().put("tenants", new JsonArray().add(tenant));
        assertRefused(() -> api.post("/fleet?prune=true", fleet), "/tenants/0/instances/0" + pointer, problem, hint);
    }

    @Test
    void textThatIsNotInUtf8() {
        byte[] latin1 = "{\"id\":\"new\",\"name\":\"Lyc\u00e9e\"}".getBytes(StandardCharsets.ISO_8859_1);
        Map.of("/tenants", "application/json", "/fleet", "application/yaml").forEach((path, type) -> {
            HttpResponse<Buffer> answer = await(api.request(HttpMethod.POST, path)
                    .putHeader("Content-Type", type)
                    .sendBuffer(Buffer.buffer(latin1)));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.bodyAsString()).contains("is not in UTF-8");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tenants/%zz", "/tenants?a%zz=1", "/tenants/%00", "/tenants?cursor=AA"})
    void anAddressThatCannotBeRead(String path) {
        HttpResponse<Buffer> answer = api.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
    }

    static Stream<Arguments> wrongInTenants() {
        return Stream.of(
                arguments("/id", "No!", "is no identifier", "a-z"),
                arguments("/name", ABSENT, "is missing", "1 to 200"),
                arguments("/language", "de", "is not one of the known words", "en or fr"),
                arguments("/instances", new JsonObject(), "is no list", "[one, two]"),
                arguments("/instances/0", null, "is empty", "write a value there"),
                arguments("/langage", "fr", "unknown key", "did you mean 'language'?"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("wrongInTenants")
    void inATenant(String pointer, Object value, String problem, String hint) {
        JsonObject document = with(new JsonObject().put("id", "new").put("name", "New"), pointer, value);

        assertRefused(() -> api.post("/tenants", document), pointer, problem, hint);
    }

    static Stream<Arguments> wrongInGroups() {
        return Stream.of(
                arguments("/id", "No!", "is no identifier", "a-z"),
                arguments("/name", ABSENT, "is missing", "1 to 200"),
                arguments("/members", ABSENT, "is missing", "{tag: ...}"),
                arguments("/members", new JsonObject(), "does not say one thing", "{tag: ...}"),
                arguments("/members/tag", "x", "does not say one thing", "{tag: ...}"),
                arguments("/members/instances/0", "nobody", "is no instance of the tenant", "tenant lyon"),
                arguments("/members/instances/1", "mistral", "is named twice", "leave it out"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("wrongInGroups")
    void inAGroup(String pointer, Object value, String problem, String hint) {
        JsonObject valid = new JsonObject()
                .put("id", "new")
                .put("name", "New")
                .put("members", new JsonObject().put("instances", new JsonArray().add("mistral")));
        String place = pointer.equals("/members/tag") ? "/members" : pointer;

        assertRefused(() -> api.post("/tenants/lyon/groups", with(valid, pointer, value)), place, problem, hint);
    }

    @Test
    void inTheIdOfTheAddress() {
        JsonObject other = ApiFixture.instance("other");

        assertRefused(
                () -> api.put("/tenants/lyon/instances/mistral", other),
                "/id",
                "differs from the id in the address",
                "mistral");
        assertRefused(
                () -> api.put("/tenants/lyon/instances/No!", with(other, "/id", ABSENT)),
                "/id",
                "is no identifier",
                "a-z");
    }

    @Test
    void anIdOrANameThatStandsTwiceInAList() {
        JsonObject ids = with(
                ApiFixture.instance("new"),
                "/settings/segments",
                new JsonObject().put("courses", new JsonArray().add(12).add(15).add(12)));
        assertRefused(
                () -> api.post("/tenants/lyon/instances", ids),
                "/settings/segments/courses/2",
                "stands twice in the list",
                "once");
        JsonObject names = with(
                ApiFixture.instance("new"),
                "/settings/profileFields",
                new JsonObject().put("teacher", new JsonArray().add("prof").add("prof")));
        assertRefused(
                () -> api.post("/tenants/lyon/instances", names),
                "/settings/profileFields/teacher/1",
                "stands twice in the list",
                "once");
    }

    @Test
    void severalFaultsAreToldAtOnce() {
        JsonObject document = with(ApiFixture.instance("new"), "/database/port", 0);
        document.put("settings", new JsonObject().put("rolePolicy", "lax"));

        assertThat(errors(api.post("/tenants/lyon/instances", document)).map(error -> error.getString("pointer")))
                .containsExactly("/database/port", "/settings/rolePolicy");
    }

    private static void assertRefused(
            Supplier<HttpResponse<Buffer>> call, String pointer, String problem, String hint) {
        List<Object> before = everything();

        HttpResponse<Buffer> refused = call.get();

        assertThat(refused.statusCode()).as(refused.bodyAsString()).isEqualTo(422);
        assertThat(errors(refused).toList()).singleElement().satisfies(error -> {
            assertThat(error.getString("pointer")).isEqualTo(pointer);
            assertThat(error.getString("problem")).isEqualTo(problem);
            assertThat(error.getString("hint")).contains(hint);
        });
        assertThat(everything()).isEqualTo(before);
    }

    private static Stream<JsonObject> errors(HttpResponse<Buffer> refused) {
        return refused.bodyAsJsonObject().getJsonArray("errors").stream().map(JsonObject.class::cast);
    }

    private static List<Object> everything() {
        return List.of(
                await(api.registry().tenants()),
                await(api.registry().instances()),
                await(api.registry().groups()));
    }

    private static JsonObject with(JsonObject document, String pointer, Object value) {
        JsonObject copy = document.copy();
        JsonPointer place = JsonPointer.from(pointer);
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        JsonPointer parent = place.copy().parent();
        if (value == ABSENT) {
            ((JsonObject) parent.queryJson(copy)).remove(last);
        } else if (last.matches("\\d+") && parent.queryJson(copy) == null) {
            parent.writeJson(copy, new JsonArray().add(value), true);
        } else if (last.matches("\\d+") && ((JsonArray) parent.queryJson(copy)).size() <= Integer.parseInt(last)) {
            ((JsonArray) parent.queryJson(copy)).add(value);
        } else if (last.equals("value") || last.equals("env") || last.equals("file")) {
            parent.writeJson(copy, new JsonObject().put(last, value));
        } else {
            place.writeJson(copy, value, true);
        }
        return copy;
    }
}
