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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Instance;

@DisplayName("Invariant 7: groups across tenants are the operator's, where no client sees them")
class GroupsAcrossTenantsTest {

    private static final JsonObject BY_TENANTS = new JsonObject().put("tenants", JsonArray.of("lyon", "nice"));
    private static final JsonObject BY_TAG = new JsonObject().put("tagOfAll", "lycee");

    @TempDir
    Path folder;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        for (String tenant : List.of("lyon", "nice", "paris", "operator")) {
            api.put("/tenants/" + tenant, new JsonObject().put("name", tenant));
        }
        for (String tenant : List.of("lyon", "nice", "paris")) {
            JsonObject instance = ApiFixture.instance("a")
                    .put("baseUrl", "https://" + tenant + ".example")
                    .put("tags", tenant.equals("nice") ? new JsonArray() : JsonArray.of("lycee"));
            assertThat(api.put("/tenants/" + tenant + "/instances/a", instance).statusCode())
                    .isEqualTo(201);
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theirMembersAreOfSeveralTenants() {
        assertThat(put("operator", "some", BY_TENANTS).statusCode()).isEqualTo(201);
        assertThat(put("operator", "lycees", BY_TAG).statusCode()).isEqualTo(201);
        JsonObject both = new JsonObject().put("groups", JsonArray.of("some", "lycees"));
        assertThat(put("operator", "both", both).statusCode()).isEqualTo(201);

        assertThat(members("some")).containsExactly("lyon/a", "nice/a");
        assertThat(members("lycees")).containsExactly("lyon/a", "paris/a");
        assertThat(members("both")).containsExactly("lyon/a", "nice/a", "paris/a");
        HttpResponse<Buffer> shown = api.get("/tenants/operator/groups/some");
        assertThat(shown.bodyAsJsonObject().getJsonObject("members")).isEqualTo(BY_TENANTS);
        assertThat(api.put("/tenants/operator/groups/some", shown.bodyAsJsonObject())
                        .getHeader("ETag"))
                .isEqualTo(shown.getHeader("ETag"));
    }

    @Test
    void aClientHasNone() {
        HttpResponse<Buffer> refused = put("lyon", "some", BY_TENANTS);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsString()).contains("its users would see them", "such as 'operator'");
    }

    @Test
    void theirTenantDoesNotBecomeAClient() {
        put("operator", "some", BY_TENANTS);
        JsonObject instance = ApiFixture.instance("own").put("baseUrl", "https://own.example");

        HttpResponse<Buffer> refused = api.put("/tenants/operator/instances/own", instance);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsString()).contains("its users would see them", "remove those groups first");
        api.delete("/tenants/operator/groups/some");
        assertThat(api.put("/tenants/operator/instances/own", instance).statusCode())
                .isEqualTo(201);
    }

    @Test
    void nobodyElseMakesThem() {
        JsonObject order = new JsonObject()
                .put("name", "administrator")
                .put("role", "tenant-administrator")
                .put("tenant", "operator");
        String token = api.post("/tokens", order).bodyAsJsonObject().getString("token");

        HttpResponse<Buffer> refused = await(api.anonymous(HttpMethod.PUT, "/tenants/operator/groups/some")
                .bearerTokenAuthentication(token)
                .sendJsonObject(new JsonObject().put("name", "G").put("members", BY_TAG)));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsString()).contains("that is the operator's");
    }

    private HttpResponse<Buffer> put(String tenant, String id, JsonObject members) {
        return api.put(
                "/tenants/" + tenant + "/groups/" + id,
                new JsonObject().put("name", "Group").put("members", members));
    }

    private List<String> members(String id) {
        Group group = await(api.registry().group("operator", id));
        return await(api.registry().members(group)).stream()
                .map(GroupsAcrossTenantsTest::name)
                .toList();
    }

    private static String name(Instance instance) {
        return instance.tenant() + "/" + instance.id();
    }
}
