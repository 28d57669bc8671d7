package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.data.TemporalUnitOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.configapi.limits.RateLimits;
import org.moodlefleet.configapi.limits.RequestRate;
import org.moodlefleet.registry.RegistryFixture;

/** Tokens, limits and the audit log, as callers meet them. */
class AccessTest {

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
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aTokenIsShownOnceAndItsUseIsNoted() {
        JsonObject made = order("provisioning", null);
        String secret = made.getString("token");

        assertThat(as(secret, HttpMethod.GET, "/tenants", null).statusCode()).isEqualTo(200);

        String again = api.get("/tokens/" + made.getString("id")).bodyAsString();
        assertThat(again).doesNotContain(secret.substring(21));
        assertThat(Instant.parse(made.getString("expires")))
                .isCloseTo(Instant.now().plus(90, ChronoUnit.DAYS), within90Seconds());
        Awaitility.await()
                .untilAsserted(() -> assertThat(api.get("/tokens/" + made.getString("id"))
                                .bodyAsJsonObject()
                                .getString("lastUsed"))
                        .isNotNull());
    }

    @Test
    void aTokenOfTheIdentityProviderOpensWhatItsRoleOpens() {
        api.put("/tenants/nantes", new JsonObject().put("name", "City of Nantes"));
        String viewer =
                api.identities.signed(api.identities.claims("tenant-viewer").put("tenant", "lyon"));
        String operator = api.identities.signed(api.identities.claims("operator"));

        assertThat(as(viewer, HttpMethod.GET, "/tenants/lyon", null).statusCode())
                .isEqualTo(200);
        assertThat(as(viewer, HttpMethod.GET, "/tenants/nantes", null).statusCode())
                .isEqualTo(404);
        assertThat(as(viewer, HttpMethod.GET, "/audit", null).statusCode()).isEqualTo(403);
        JsonObject change = new JsonObject().put("name", "Nantes");
        assertThat(as(operator, HttpMethod.PUT, "/tenants/nantes", change).statusCode())
                .isEqualTo(200);
        assertThat(api.get("/audit").bodyAsString()).contains("subject anna");
        assertThat(as(operator + "x", HttpMethod.GET, "/tenants", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void noFileOfTheRegistryHasTheToken() throws Exception {
        String secret = order("operator", null).getString("token");
        api.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret.substring(21));
            }
        }
        api = new ApiFixture(folder, registry(folder));
    }

    @Test
    void aRevokedOrExpiredOrForgedTokenOpensNothing() throws Exception {
        JsonObject made = order("operator", null);
        String forged = made.getString("token").substring(0, 21) + "A".repeat(43);
        assertThat(as(forged, HttpMethod.GET, "/tenants", null).statusCode()).isEqualTo(401);

        api.delete("/tokens/" + made.getString("id"));
        assertThat(as(made.getString("token"), HttpMethod.GET, "/tenants", null).statusCode())
                .isEqualTo(401);

        JsonObject brief = api.post(
                        "/tokens",
                        new JsonObject()
                                .put("name", "brief")
                                .put("role", "operator")
                                .put("expires", Instant.now().plusSeconds(2).toString()))
                .bodyAsJsonObject();
        Awaitility.await()
                .untilAsserted(() -> assertThat(as(brief.getString("token"), HttpMethod.GET, "/tenants", null)
                                .statusCode())
                        .isEqualTo(401));
    }

    @Test
    void theTokensOfARemovedTenantDoNotOpenTheNextOfItsName() {
        String secret = order("tenant-viewer", "lyon").getString("token");
        api.delete("/tenants/lyon");
        api.put("/tenants/lyon", new JsonObject().put("name", "Another Lyon"));

        assertThat(as(secret, HttpMethod.GET, "/tenants/lyon", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenEndsWithTheOneThatMadeItAtTheLatest() {
        Instant end = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
        String parent = api.post("/tokens", lyon("brief").put("expires", end.toString()))
                .bodyAsJsonObject()
                .getString("token");

        HttpResponse<Buffer> longer =
                as(parent, HttpMethod.POST, "/tokens", lyon("child").put("expires", "2036-01-01T00:00:00Z"));
        assertThat(longer.statusCode()).isEqualTo(422);
        assertThat(longer.bodyAsString()).contains("/expires", "write an instant up to " + end);
        JsonObject child = as(parent, HttpMethod.POST, "/tokens", lyon("child")).bodyAsJsonObject();
        assertThat(child.getString("expires")).isEqualTo(end.toString());
        JsonObject grandchild = as(child.getString("token"), HttpMethod.POST, "/tokens", lyon("grandchild"))
                .bodyAsJsonObject();
        assertThat(grandchild.getString("expires")).isEqualTo(end.toString());
    }

    @Test
    void aTokenMadeBySomebodyWithASignedOneEndsWithThat() {
        JsonObject claims = api.identities.claims("tenant-administrator").put("tenant", "lyon");
        Instant end = Instant.ofEpochSecond(claims.getLong("exp"));

        JsonObject made = as(api.identities.signed(claims), HttpMethod.POST, "/tokens", lyon("of a person"))
                .bodyAsJsonObject();

        assertThat(made.getString("expires")).isEqualTo(end.toString());
    }

    @Test
    void aTokenIsRevokedWithTheOneThatMadeIt() {
        JsonObject parent = api.post("/tokens", lyon("parent")).bodyAsJsonObject();
        JsonObject child = as(parent.getString("token"), HttpMethod.POST, "/tokens", lyon("child"))
                .bodyAsJsonObject();
        JsonObject grandchild = as(child.getString("token"), HttpMethod.POST, "/tokens", lyon("grandchild"))
                .bodyAsJsonObject();
        JsonObject other = api.post("/tokens", lyon("other")).bodyAsJsonObject();

        assertThat(api.delete("/tokens/" + parent.getString("id")).statusCode()).isEqualTo(204);

        for (JsonObject gone : List.of(parent, child, grandchild)) {
            assertThat(as(gone.getString("token"), HttpMethod.GET, "/tenants", null)
                            .statusCode())
                    .as(gone.getString("name"))
                    .isEqualTo(401);
        }
        assertThat(as(other.getString("token"), HttpMethod.GET, "/tenants", null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(items(api.get("/audit?tenant=lyon")).stream()
                        .filter(item -> item.getString("action").equals("removed"))
                        .map(item -> item.getString("id")))
                .as("each is in the audit log")
                .contains(parent.getString("id"), child.getString("id"), grandchild.getString("id"));
    }

    @Test
    void aTenantHasABoundedNumberOfTokens() {
        String administrator =
                api.post("/tokens", lyon("administrator")).bodyAsJsonObject().getString("token");
        HttpResponse<Buffer> answer = null;
        int made = 1;
        for (int i = 0; i < 200; i++) {
            answer = as(administrator, HttpMethod.POST, "/tokens", lyon("more " + i));
            made += answer.statusCode() == 201 ? 1 : 0;
        }

        assertThat(made).isEqualTo(100);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsJsonObject().getJsonArray("errors").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("pointer", "/tenant")
                        .put("problem", "has 100 tokens that have not expired")
                        .put("hint", "revoke what is not used any more"));
        api.put("/tenants/nice", new JsonObject().put("name", "City of Nice"));
        assertThat(order("tenant-viewer", "nice"))
                .as("another tenant has its own")
                .isNotNull();
    }

    @Test
    void expiredTokensTakeNoRoom() {
        String brief = Instant.now().plusSeconds(2).toString();
        for (int i = 0; i < 100; i++) {
            api.post("/tokens", lyon("brief " + i).put("expires", brief));
        }

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(api.post("/tokens", lyon("next")).statusCode())
                                .isEqualTo(201));
        assertThat(items(api.get("/tokens?limit=1000"))).hasSizeLessThan(5);
    }

    @Test
    void wrongOrdersNameTheField() {
        assertThat(api.post("/tokens", new JsonObject().put("name", "x").put("role", "boss"))
                        .bodyAsString())
                .contains("/role", "tenant-viewer");
        assertThat(api.post(
                                "/tokens",
                                new JsonObject()
                                        .put("name", "x")
                                        .put("role", "operator")
                                        .put("expires", "yesterday"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(api.post(
                                "/tokens",
                                new JsonObject()
                                        .put("name", "x")
                                        .put("role", "tenant-viewer")
                                        .put("tenant", "none"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aProvisioningSystemCannotSendSecretsOfTheOperatorToAServerOfItsOwn() {
        String secret = order("provisioning", "lyon").getString("token");
        String one = "/tenants/lyon/instances/one";
        JsonObject document = ApiFixture.instance("one");
        assertThat(as(secret, HttpMethod.PUT, one, document).statusCode()).isEqualTo(201);

        JsonObject elsewhere = document.copy();
        elsewhere.getJsonObject("database").put("host", "db.attacker.example").remove("password");
        HttpResponse<Buffer> moved = as(secret, HttpMethod.PUT, one, elsewhere);
        assertThat(moved.statusCode()).isEqualTo(422);
        assertThat(moved.bodyAsString()).contains("/database/password");

        elsewhere.getJsonObject("database").put("password", new JsonObject().put("env", "ZABBIX_API_TOKEN"));
        assertThat(as(secret, HttpMethod.PUT, one, elsewhere).statusCode()).isEqualTo(422);
        assertThat(api.put(one + "?check=false", elsewhere).statusCode())
                .as("the operator may")
                .isEqualTo(200);
    }

    @Test
    void everyChangeIsInTheAuditLogWithItsCallerAndWithoutSecrets() {
        String secret = order("provisioning", "lyon").getString("token");
        JsonObject document = ApiFixture.instance("one");
        as(secret, HttpMethod.PUT, "/tenants/lyon/instances/one", document);
        JsonObject renamed = document.copy().put("name", "Renamed");
        renamed.getJsonObject("database").put("password", new JsonObject().put("value", "canary-password-two"));
        as(secret, HttpMethod.PUT, "/tenants/lyon/instances/one", renamed);
        as(secret, HttpMethod.PUT, "/tenants/lyon/instances/one", renamed);
        as(secret, HttpMethod.DELETE, "/tenants/lyon/instances/one", null);

        HttpResponse<Buffer> answer = api.get("/audit?tenant=lyon&limit=3");
        List<JsonObject> items = items(answer);
        assertThat(items).extracting(item -> item.getString("action")).containsExactly("removed", "changed", "added");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.getString("caller")).startsWith("token provisioning (");
            assertThat(item.getString("type") + " " + item.getString("id")).isEqualTo("instance one");
        });
        JsonObject change = items.get(1);
        assertThat(change.getJsonObject("before").getString("name")).isEqualTo("School one");
        assertThat(change.getJsonObject("after").getString("name")).isEqualTo("Renamed");
        assertThat(change.getJsonObject("after").getJsonObject("database").getString("engine"))
                .isEqualTo("mariadb");
        assertThat(change.getJsonObject("after").getBoolean("passwordChanged")).isTrue();
        assertThat(items.get(2).getJsonObject("before")).isNull();

        JsonObject next = api.get(answer.bodyAsJsonObject().getString("next")).bodyAsJsonObject();
        assertThat(next.getJsonArray("items").getJsonObject(0).getString("type"))
                .isEqualTo("token");
        assertThat(api.get("/audit?limit=1000").bodyAsString()).doesNotContain("canary-password", secret.substring(21));
    }

    @Test
    void theFleetFileIsAuditedAndItsRehearsalIsNot() {
        JsonObject fleet = new JsonObject()
                .put("tenants", List.of(new JsonObject().put("id", "nice").put("name", "City of Nice")));
        api.post("/fleet?dryRun=true", fleet);
        assertThat(items(api.get("/audit?tenant=nice"))).isEmpty();

        api.post("/fleet", fleet);
        assertThat(items(api.get("/audit?tenant=nice"))).singleElement().satisfies(item -> {
            assertThat(item.getString("caller")).isEqualTo("token of the configuration");
            assertThat(item.getJsonObject("after").getString("name")).isEqualTo("City of Nice");
        });
    }

    @Test
    void whoTriesManyTokensIsToldToWait() {
        HttpResponse<Buffer> answer = null;
        for (int i = 0; i < 40; i++) {
            answer = as("wrong-token-" + i, HttpMethod.GET, "/tenants", null);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.getHeader("Retry-After"))).isPositive();
    }

    @Test
    void aBucketEmptiesAndFillsAgain() {
        AtomicLong nanos = new AtomicLong();
        RateLimits limits = new RateLimits(new RequestRate(2, 3), nanos::get);
        assertThat(Stream.of(1, 2, 3, 4).map(i -> limits.take("a"))).containsExactly(0, 0, 0, 1);
        assertThat(limits.take("b")).isZero();
        nanos.addAndGet(500_000_000);
        assertThat(Stream.of(1, 2).map(i -> limits.take("a"))).containsExactly(0, 1);
    }

    @Test
    void whatDatabasesAndZabbixSayIsNotShownToATenantsCaller() {
        api.post("/tenants", new JsonObject().put("id", "lyon").put("name", "Lyon"));
        api.post("/tenants/lyon/instances?check=false", ApiFixture.instance("mistral"));
        String token = order("tenant-viewer", "lyon").getString("token");

        JsonObject status = as(token, HttpMethod.GET, "/tenants/lyon/instances/mistral/status", null)
                .bodyAsJsonObject();

        assertThat(status.getJsonObject("rates").getJsonObject("daily").getJsonArray("failures"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("set", "moodle/daily-courses")
                                .put("kind", "missing_right")
                                .putNull("message")));
        assertThat(status.getValue("lastError")).isNull();
        assertThat(status.getJsonObject("delivery").getValue("lastError")).isNull();
        assertThat(status.getJsonObject("delivery").getInteger("pending")).isEqualTo(3);
    }

    private static JsonObject lyon(String name) {
        return new JsonObject()
                .put("name", name)
                .put("role", "tenant-administrator")
                .put("tenant", "lyon");
    }

    private JsonObject order(String role, String tenant) {
        JsonObject order = new JsonObject().put("name", role).put("role", role);
        HttpResponse<Buffer> made = api.post("/tokens", tenant == null ? order : order.put("tenant", tenant));
        assertThat(made.statusCode()).isEqualTo(201);
        return made.bodyAsJsonObject();
    }

    private HttpResponse<Buffer> as(String token, HttpMethod method, String path, JsonObject body) {
        var request = api.anonymous(method, path).bearerTokenAuthentication(token);
        if (method.equals(HttpMethod.DELETE)) {
            request.putHeader("If-Match", "*");
        }
        return await(body == null ? request.send() : request.sendJsonObject(body));
    }

    private static List<JsonObject> items(HttpResponse<Buffer> page) {
        return page.bodyAsJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static TemporalUnitOffset within90Seconds() {
        return within(90, ChronoUnit.SECONDS);
    }
}
