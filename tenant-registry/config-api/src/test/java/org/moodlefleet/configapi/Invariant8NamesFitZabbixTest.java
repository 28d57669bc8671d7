package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that Zabbix could not have are refused at the door. */
class Invariant8NamesFitZabbixTest {

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void open() {
        api = new ApiFixture(folder);
        assertThat(api.put("/tenants/lyon", tenant("lyon")).statusCode()).isEqualTo(201);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOODLE FLEET",
                "Moodle Fleet",
                "MOODLE GROUP lyon",
                "moodle group nice lycees",
                "moodle-fleet register",
                "renamed 10084"
            })
    @DisplayName(
            "Invariant 8: a host name that the program needs itself is refused at the door, whatever the letter case")
    void reservedHosts(String host) {
        HttpResponse<Buffer> answer = api.put(
                "/tenants/lyon/instances/mistral",
                ApiFixture.instance("mistral").put("host", host));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("pointer", "/host")
                        .put("problem", "is a name of hosts that the program makes itself")
                        .put("hint", "write another 'host'; it is derived from baseUrl when left out"));
        JsonObject fleet = new JsonObject()
                .put(
                        "tenants",
                        JsonArray.of(tenant("nice")
                                .put(
                                        "instances",
                                        JsonArray.of(ApiFixture.instance("a").put("host", host)))));
        HttpResponse<Buffer> applied =
                await(api.request(HttpMethod.POST, "/fleet").sendJsonObject(fleet));
        assertThat(applied.bodyAsString()).contains("/tenants/0/instances/0/host");
    }

    @Test
    @DisplayName("Invariant 8: a host name that differs from another instance's by case only is taken")
    void hostsThatDifferByCase() {
        assertThat(api.put(
                                "/tenants/lyon/instances/one",
                                ApiFixture.instance("one").put("host", "Lycee One"))
                        .statusCode())
                .isEqualTo(201);

        HttpResponse<Buffer> answer = api.put(
                "/tenants/lyon/instances/two", ApiFixture.instance("two").put("host", "LYCEE one"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.bodyAsString()).contains("/host", "is taken");
        assertThat(api.put(
                                "/tenants/lyon/instances/one",
                                ApiFixture.instance("one").put("host", "LYCEE one"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Admin", "admin", "GUEST"})
    @DisplayName("Invariant 8: accounts of Zabbix itself are refused at the door")
    void reservedLogins(String login) {
        HttpResponse<Buffer> answer = api.put(
                "/tenants/lyon", tenant("lyon").put("users", JsonArray.of(new JsonObject().put("login", login))));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("/users/0/login", "is an account of Zabbix itself");
    }

    @Test
    @DisplayName("Invariant 8: names are counted in characters, of which an emoji is one")
    void emoji() {
        JsonObject longest = ApiFixture.instance("emoji").put("name", "🎓".repeat(200));
        assertThat(api.put("/tenants/lyon/instances/emoji", longest).statusCode())
                .isEqualTo(201);
        assertThat(api.get("/tenants/lyon/instances/emoji").bodyAsJsonObject().getString("name"))
                .isEqualTo("🎓".repeat(200));
        assertThat(api.put("/tenants/lyon/instances/emoji", longest.put("name", "🎓".repeat(201)))
                        .statusCode())
                .isEqualTo(422);
    }

    private static JsonObject tenant(String id) {
        return new JsonObject().put("id", id).put("name", id).put("language", "fr");
    }
}
