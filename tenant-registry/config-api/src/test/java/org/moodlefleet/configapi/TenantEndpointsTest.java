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

class TenantEndpointsTest {

    private static final String MARTIN = "/tenants/lyon/users/a.martin/password";

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        JsonObject martin = new JsonObject()
                .put("login", "a.martin")
                .put("name", "Alix Martin")
                .put("language", "fr")
                .put("timezone", "Europe/Paris");
        HttpResponse<Buffer> made = api.put("/tenants/lyon", city("Europe/London", martin, user("late")));
        assertThat(made.statusCode()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void whatIsSaidOfThemIsKept() {
        HttpResponse<Buffer> shown = api.get("/tenants/lyon");

        assertThat(shown.bodyAsJsonObject().getString("timezone")).isEqualTo("Europe/London");
        assertThat(shown.bodyAsJsonObject().getJsonArray("users"))
                .isEqualTo(JsonArray.of(
                        new JsonObject()
                                .put("login", "a.martin")
                                .put("name", "Alix Martin")
                                .put("language", "fr")
                                .put("timezone", "Europe/Paris"),
                        new JsonObject().put("login", "late")));
        HttpResponse<Buffer> same = api.put("/tenants/lyon", shown.bodyAsJsonObject());
        assertThat(same.getHeader("ETag")).isEqualTo(shown.getHeader("ETag"));
    }

    @Test
    @DisplayName("Invariant 7: an account belongs to one tenant, since Zabbix has one list of them")
    void ofOneTenantOnly() {
        HttpResponse<Buffer> taken = api.put("/tenants/nice", city(null, user("b.noel"), user("A.Martin")));

        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("pointer", "/users/1/login")
                        .put("problem", "is taken")
                        .put("hint", "write another 'login'"));
        assertThat(api.get("/tenants/nice").statusCode()).isEqualTo(404);
        JsonObject fleet = new JsonObject()
                .put("tenants", JsonArray.of(city(null, user("a.martin")).put("id", "nice")));
        assertThat(api.post("/fleet", fleet).statusCode()).isEqualTo(409);
    }

    @Test
    void wrongOnesAreRefusedWithTheirPlace() {
        HttpResponse<Buffer> refused =
                api.put("/tenants/nice", city("Paris", user("a b"), user("c").put("timezone", "Mars/Base"), user("d")));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsJsonObject().getJsonArray("errors").stream()
                        .map(JsonObject.class::cast)
                        .map(error -> error.getString("pointer")))
                .containsExactly("/users/0/login", "/users/1/timezone", "/timezone");
        HttpResponse<Buffer> twice = api.put("/tenants/nice", city(null, user("d"), user("D")));
        assertThat(twice.bodyAsJsonObject()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("pointer"))
                .isEqualTo("/users/1/login");
    }

    @Test
    @DisplayName("Invariant 9: a password is shown once, and neither kept for repetition nor audited")
    void passwordIsShownOnce() {
        HttpResponse<Buffer> made = newPassword("key-1");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(made.bodyAsJsonObject())
                .isEqualTo(new JsonObject().put("login", "a.martin").put("password", "canary-password-of-a.martin"));

        HttpResponse<Buffer> again = newPassword("key-1");
        assertThat(again.bodyAsJsonObject()).isEqualTo(new JsonObject().put("login", "a.martin"));
        JsonObject newest = api.get("/audit?limit=1")
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(newest.encode())
                .contains("\"type\":\"password\"", "a.martin")
                .doesNotContain("canary");
    }

    @Test
    void withoutAnAccountThereIsNoPassword() {
        assertThat(api.post("/tenants/lyon/users/nobody/password", null).statusCode())
                .isEqualTo(404);
        HttpResponse<Buffer> early = api.post("/tenants/lyon/users/late/password", null);
        assertThat(early.statusCode()).isEqualTo(424);
        assertThat(early.bodyAsJsonObject().getString("detail")).contains("moodle-fleet plan");
        api.zabbix.outage = "Zabbix cannot be asked now";
        assertThat(api.post(MARTIN, null).statusCode()).isEqualTo(424);
    }

    @Test
    void aZabbixServerThatTheConfigurationLacksIsRefused() {
        HttpResponse<Buffer> unknown = api.put("/tenants/nice", city(null).put("zabbix", "second"));

        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("pointer", "/zabbix")
                        .put("problem", "is no Zabbix server of the configuration")
                        .put("hint", "leave it out: there is the default server only"));
        assertThat(api.put("/tenants/nice", city(null).put("zabbix", "default")).statusCode())
                .isEqualTo(201);
    }

    private HttpResponse<Buffer> newPassword(String key) {
        return await(api.request(HttpMethod.POST, MARTIN)
                .putHeader("Idempotency-Key", key)
                .send());
    }

    private static JsonObject city(String timezone, JsonObject... users) {
        JsonArray all = new JsonArray();
        for (JsonObject user : users) {
            all.add(user);
        }
        JsonObject city = new JsonObject().put("name", "City").put("users", all);
        return timezone == null ? city : city.put("timezone", timezone);
    }

    private static JsonObject user(String login) {
        return new JsonObject().put("login", login);
    }
}
