package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Invariant 7: a tenant's caller neither reaches nor sees what is around the program")
class Invariant7OperatorsPlacesTest {

    private static final String ALL = "/tenants/lyon/instances";

    @TempDir
    Path folder;

    private ApiFixture api;
    private String tenants;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        api.post("/tenants", new JsonObject().put("id", "lyon").put("name", "Lyon"));
        tenants = api.post(
                        "/tokens",
                        new JsonObject()
                                .put("name", "p")
                                .put("role", "provisioning")
                                .put("tenant", "lyon"))
                .bodyAsJsonObject()
                .getString("token");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.1", "0x7f000001", "localhost", "a.localhost", "169.254.169.254", "::1", "0"})
    void aDatabaseIsAtNoAddressOfTheOperators(String host) {
        JsonObject document = at(host, "https://one.example");

        for (String query : List.of("", "?check=false", "?check=false&dryRun=true")) {
            HttpResponse<Buffer> answer = put("one" + query, document);
            assertThat(answer.statusCode()).isEqualTo(422);
            JsonObject fault = answer.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0);
            assertThat(fault.getString("pointer")).isEqualTo("/database/host");
            assertThat(fault.getString("hint")).contains("ask the operator");
        }
        assertThat(api.checked).isEmpty();
        assertThat(api.put(ALL + "/one", document).statusCode())
                .as("the operator may")
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8480/api",
                "https://localhost",
                "http://[::1]:8481",
                "http://localhost.",
                "http://169.254.169.254/latest"
            })
    void aSiteIsAtNoAddressOfTheOperators(String address) {
        HttpResponse<Buffer> answer = put("one", at("db1.example", address));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("/baseUrl");
    }

    @Test
    void aWholeTenantHasNoneEither() {
        JsonObject tenant = new JsonObject()
                .put("name", "Lyon")
                .put(
                        "instances",
                        JsonArray.of(
                                ApiFixture.instance("fine"),
                                at("127.0.0.1", "https://one.example").put("id", "one")));

        HttpResponse<Buffer> answer = await(api.anonymous(HttpMethod.PUT, "/tenants/lyon")
                .bearerTokenAuthentication(tenants)
                .sendJsonObject(tenant));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("/instances/1/database/host");
    }

    @Test
    void theProxyOfTheSitesPageIsTheOperators() {
        JsonArray macros = JsonArray.of(
                new JsonObject().put("macro", "{$MOODLE.FRONT.PATTERN}").put("value", "Moodle"),
                new JsonObject().put("macro", "{$MOODLE.FRONT.PROXY}").put("value", "http://169.254.169.254"));
        JsonObject document = ApiFixture.instance("one").put("settings", new JsonObject().put("macros", macros));

        HttpResponse<Buffer> answer = put("one", document);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("/settings/macros/1/macro", "operator");
        assertThat(api.put(ALL + "/one", document).statusCode()).isEqualTo(201);
        assertThat(put("one", document.put("name", "Renamed")).statusCode())
                .as("what the operator wrote stays")
                .isEqualTo(200);
        macros.getJsonObject(1).put("value", "http://10.0.0.1");
        assertThat(put("one", document).statusCode()).isEqualTo(422);
    }

    @Test
    void whatTheOperatorWroteStays() {
        JsonObject document = at("127.0.0.1", "http://localhost:8080");
        api.put(ALL + "/one", document);

        assertThat(put("one", document.copy().put("name", "Renamed")).statusCode())
                .isEqualTo(200);
        document.getJsonObject("database").put("host", "127.0.0.2");
        assertThat(put("one", document).statusCode()).isEqualTo(422);
    }

    @Test
    void portsThatAreClosedFilteredSilentOrSomethingElseAreNotToldApart() {
        api.findings.put("refused", ApiFixture.failed("/database/host", "Connection refused", "start it"));
        api.findings.put("filtered", ApiFixture.failed("/database/host", "connect timed out", "start it"));
        api.findings.put("unroutable", ApiFixture.failed("/database/host", "No route to host", "start it"));
        api.findings.put("silent", ApiFixture.failed("/database", "no complete answer within 30 s", "load"));
        api.findings.put("web", ApiFixture.failed("", "unexpected packet: HTTP/1.1 400", "report it"));
        List<String> kinds = List.copyOf(api.findings.keySet());
        kinds.forEach(
                kind -> api.put(ALL + "/" + kind + "?check=false", at("db1.example", "https://" + kind + ".example")));
        long begun = System.nanoTime();

        List<Future<HttpResponse<Buffer>>> checks = kinds.stream()
                .map(kind -> as(tenants, HttpMethod.POST, kind + "/check").send())
                .toList();
        List<Future<HttpResponse<Buffer>>> writes = kinds.stream()
                .map(kind -> as(tenants, HttpMethod.PUT, kind)
                        .sendJsonObject(at("db2.example", "https://" + kind + ".example")))
                .toList();

        Set<String> seen =
                checks.stream().map(sent -> await(sent).bodyAsString()).collect(Collectors.toSet());
        assertThat(seen)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("no database of this engine can be used there")
                        .doesNotContain("refused", "timed out", "HTTP"));
        assertThat(writes.stream()
                        .map(sent -> await(sent).bodyAsJsonObject().getJsonArray("errors"))
                        .collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(System.nanoTime() - begun).as("nor by the time").isGreaterThan(5_900_000_000L);
        assertThat(api.post(ALL + "/refused/check", new JsonObject()).bodyAsString())
                .as("the operator is told")
                .contains("Connection refused");
    }

    @Test
    void whatADatabaseSaysOfItselfIsTold() {
        api.findings.put("one", ApiFixture.failed("/database/user", "Access denied for user", "correct it"));

        assertThat(put("one", ApiFixture.instance("one")).bodyAsString()).contains("Access denied for user");
    }

    private HttpResponse<Buffer> put(String one, JsonObject document) {
        return await(as(tenants, HttpMethod.PUT, one).sendJsonObject(document));
    }

    private HttpRequest<Buffer> as(String token, HttpMethod method, String one) {
        return api.crowded(method, ALL + "/" + one).bearerTokenAuthentication(token);
    }

    private static JsonObject at(String host, String address) {
        JsonObject document = ApiFixture.instance("one").put("baseUrl", address);
        document.remove("id");
        document.getJsonObject("database").put("host", host);
        return document;
    }
}
