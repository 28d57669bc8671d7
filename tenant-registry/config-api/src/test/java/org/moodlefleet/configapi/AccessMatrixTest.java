package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.moodlefleet.registry.RegistryFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moodlefleet.configapi.contract.Route;

@DisplayName("Invariant 7: a tenant sees its own, by every route and in every role")
class AccessMatrixTest {

    /**
     * What each caller is answered, once about its own tenant lyon and once about nice: y it is done, n refused (403),
     * - does not exist (404). The callers, in this order: operator; administrator, viewer and provisioning of lyon;
     * administrator, viewer and provisioning of all tenants. Written from the documentation, not from the product.
     */
    private static final Map<String, String> EXPECTED = new TreeMap<>(Map.ofEntries(
            //                                own     foreign
            Map.entry("listTenants", /*    */ "y yyy yyy | y yyy yyy"),
            Map.entry("createTenant", /*   */ "y nny nny | y nn- nny"),
            Map.entry("getTenant", /*      */ "y yyy yyy | y --- yyy"),
            Map.entry("putTenant", /*      */ "y nny nny | y nn- nny"),
            Map.entry("deleteTenant", /*   */ "y nnn nnn | y nnn nnn"),
            Map.entry("newPassword", /*    */ "y ynn ynn | y -nn ynn"),
            Map.entry("listInstances", /*  */ "y yyy yyy | y --- yyy"),
            Map.entry("createInstance", /* */ "y nny nny | y nn- nny"),
            Map.entry("getInstance", /*    */ "y yyy yyy | y --- yyy"),
            Map.entry("putInstance", /*    */ "y nny nny | y nn- nny"),
            Map.entry("deleteInstance", /* */ "y nny nny | y nn- nny"),
            Map.entry("getInstanceStatus", "y yyn yyn | y --n yyn"),
            Map.entry("checkInstance", /*  */ "y nny nny | y nn- nny"),
            Map.entry("runInstance", /*    */ "y nnn nnn | y nnn nnn"),
            Map.entry("listGroups", /*     */ "y yyy yyy | y --- yyy"),
            Map.entry("createGroup", /*    */ "y yny yny | y -n- yny"),
            Map.entry("getGroup", /*       */ "y yyy yyy | y --- yyy"),
            Map.entry("putGroup", /*       */ "y yny yny | y -n- yny"),
            Map.entry("deleteGroup", /*    */ "y yny yny | y -n- yny"),
            Map.entry("applyFleet", /*     */ "y nnn nnn | y nnn nnn"),
            Map.entry("listStatus", /*     */ "y yyn yyn | y --n yyn"),
            Map.entry("getOutbox", /*      */ "y yyn yyn | y yyn yyn"),
            Map.entry("listRejections", /* */ "y yyn yyn | y --n yyn"),
            Map.entry("retryRejections", /**/ "y ynn ynn | y -nn ynn"),
            Map.entry("getZabbixPlan", /*  */ "y nnn nnn | y nnn nnn"),
            Map.entry("applyZabbixPlan", /**/ "y nnn nnn | y nnn nnn"),
            Map.entry("listTokens", /*     */ "y ynn ynn | y ynn ynn"),
            Map.entry("createToken", /*    */ "y ynn ynn | y nnn ynn"),
            Map.entry("getToken", /*       */ "y ynn ynn | y -nn ynn"),
            Map.entry("revokeToken", /*    */ "y ynn ynn | y -nn ynn"),
            Map.entry("getOperation", /*   */ "y --- --- | y --- ---"),
            Map.entry("listAudit", /*      */ "y ynn ynn | y -nn ynn")));

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    /** Filters by which a list can be asked for another tenant's. */
    private static final List<String> BY_TENANT =
            List.of("listStatus", "listRejections", "retryRejections", "listAudit");

    @TempDir
    Path folder;

    private ApiFixture api;
    private Map<String, String> callers;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        furnish("lyon");
        furnish("nice");
        callers = new LinkedHashMap<>();
        callers.put("operator", token("operator", null));
        for (String tenant : new String[] {"lyon", null}) {
            for (String role : List.of("tenant-administrator", "tenant-viewer", "provisioning")) {
                callers.put(role + " of " + tenant, token(role, tenant));
            }
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void everyRouteForEveryRoleAndTenant() {
        Map<String, String> found = new TreeMap<>();
        operations().forEach((operation, route) -> found.put(operation, row(operation, route)));

        assertThat(found).isEqualTo(EXPECTED);
    }

    @Test
    void aRouteWithoutARuleIsNotServed() {
        assertThat(Stream.of(Route.values()).map(Route::operation))
                .containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
    }

    @Test
    void nothingOfAnotherTenantIsInAnyAnswer() {
        for (String role : List.of("tenant-administrator", "tenant-viewer", "provisioning")) {
            String token = callers.get(role + " of lyon");
            operations().forEach((operation, route) -> {
                if (route.startsWith("GET")) {
                    HttpResponse<Buffer> answer = send(operation, route, "lyon", token);
                    assertThat(answer.bodyAsString())
                            .as(operation + " as " + role)
                            .doesNotContain("nice");
                }
            });
        }
    }

    @Test
    void whereTheDatabasesAreIsNotTheClientsMatter() {
        for (String role : List.of("tenant-administrator", "tenant-viewer")) {
            String token = callers.get(role + " of lyon");
            operations().forEach((operation, route) -> {
                if (route.startsWith("GET")) {
                    HttpResponse<Buffer> answer = send(operation, route, "lyon", token);
                    assertThat(answer.bodyAsString())
                            .as(operation + " as " + role)
                            .doesNotContain("db1.example", "connection refused");
                }
            });
        }
        assertThat(api.get("/tenants/lyon/instances/keep").bodyAsString()).contains("db1.example");
    }

    private String row(String operation, String route) {
        return answers(operation, route, "lyon") + " | " + answers(operation, route, "nice");
    }

    private String answers(String operation, String route, String tenant) {
        List<String> signs = new ArrayList<>();
        callers.forEach((caller, token) -> {
            renew(operation, tenant);
            signs.add(sign(operation + " as " + caller, send(operation, route, tenant, token)));
        });
        furnish(tenant);
        String all = String.join("", signs);
        return all.charAt(0) + " " + all.substring(1, 4) + " " + all.substring(4);
    }

    private static String sign(String what, HttpResponse<Buffer> answer) {
        return switch (answer.statusCode()) {
            // 409: let in, and the tenant is there already, or has instances still
            case 200, 201, 204, 409 -> "y";
            case 403 -> "n";
            case 404 -> "-";
            default -> throw new AssertionError(what + ": " + answer.statusCode() + " " + answer.bodyAsString());
        };
    }

    private HttpResponse<Buffer> send(String operation, String route, String tenant, String token) {
        String[] parts = route.split(" ");
        String created = operation.startsWith("create") ? "made" : "keep";
        String path = parts[1].replace("{tenant}", tenant)
                .replace("{instance}", created)
                .replace("{group}", created)
                .replace("{login}", "user." + tenant)
                .replace("{operation}", route.contains("{operation}") ? operationOf(tenant) : "")
                .replace("{token}", route.contains("{token}") ? tokenOf(tenant) : "");
        HttpRequest<Buffer> request =
                api.anonymous(HttpMethod.valueOf(parts[0]), path).bearerTokenAuthentication(token);
        if (BY_TENANT.contains(operation)) {
            request.addQueryParam("tenant", tenant);
        }
        if (parts[0].equals("DELETE")) {
            request.putHeader("If-Match", "*");
        }
        if (operation.equals("runInstance")) {
            request.addQueryParam("rate", "daily");
        }
        Object body = body(operation, tenant);
        return await(body == null ? request.send() : request.sendJson(body));
    }

    private Object body(String operation, String tenant) {
        return switch (operation) {
            case "createTenant", "putTenant" ->
                new JsonObject().put("id", tenant).put("name", "City");
            case "createInstance" -> instance(tenant, "made");
            case "putInstance" -> instance(tenant, "keep");
            case "createGroup" -> group("made");
            case "putGroup" -> group("keep");
            case "createToken" ->
                new JsonObject().put("name", "t").put("role", "tenant-viewer").put("tenant", tenant);
            case "applyFleet" -> new JsonObject().put("tenants", new JsonArray());
            case "applyZabbixPlan" -> new JsonObject();
            default -> null;
        };
    }

    private static JsonObject instance(String tenant, String id) {
        return ApiFixture.instance(id).put("baseUrl", "https://" + id + "." + tenant + ".example");
    }

    private static JsonObject group(String id) {
        return new JsonObject().put("id", id).put("name", "Group").put("members", new JsonObject().put("tag", "x"));
    }

    private void furnish(String tenant) {
        api.put(
                "/tenants/" + tenant,
                new JsonObject()
                        .put("name", "City of " + tenant)
                        .put("users", JsonArray.of(new JsonObject().put("login", "user." + tenant))));
        api.put("/tenants/" + tenant + "/instances/keep", instance(tenant, "keep"));
        api.put("/tenants/" + tenant + "/groups/keep", group("keep"));
    }

    /** What the caller before has made or removed. */
    private void renew(String operation, String tenant) {
        switch (operation) {
            case "createInstance" -> api.delete("/tenants/" + tenant + "/instances/made");
            case "createGroup" -> api.delete("/tenants/" + tenant + "/groups/made");
            case "deleteInstance", "deleteGroup" -> furnish(tenant);
            default -> {
                // nothing is gone
            }
        }
    }

    /** The operator's. */
    private String operationOf(String tenant) {
        return await(api.request(HttpMethod.POST, "/tenants/" + tenant + "/instances/keep/check")
                        .putHeader("Prefer", "respond-async")
                        .send())
                .bodyAsJsonObject()
                .getString("id");
    }

    private String tokenOf(String tenant) {
        JsonObject order = new JsonObject().put("name", "x").put("role", "tenant-viewer");
        return api.post("/tokens", order.put("tenant", tenant))
                .bodyAsJsonObject()
                .getString("id");
    }

    private String token(String role, String tenant) {
        JsonObject order = new JsonObject().put("name", role).put("role", role);
        if (tenant != null) {
            order.put("tenant", tenant);
        }
        return api.post("/tokens", order).bodyAsJsonObject().getString("token");
    }

    /** Method and path by operation, of those that need a token. */
    private Map<String, String> operations() {
        JsonObject contract =
                await(api.anonymous(HttpMethod.GET, "/openapi.json").send()).bodyAsJsonObject();
        Map<String, String> operations = new TreeMap<>();
        contract.getJsonObject("paths")
                .forEach(path -> METHODS.forEach(method -> {
                    JsonObject operation = ((JsonObject) path.getValue()).getJsonObject(method);
                    if (operation != null && !new JsonArray().equals(operation.getJsonArray("security"))) {
                        operations.put(
                                operation.getString("operationId"),
                                method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }
}
