package org.moodlefleet.configapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.registry.RegistryFixture;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;

class OpenApiContractTest {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    @TempDir
    Path folder;

    private ApiFixture api;
    private JsonObject contract;

    @BeforeEach
    void start() {
        api = new ApiFixture(folder);
        contract = RegistryFixture.await(
                        api.anonymous(HttpMethod.GET, "/openapi.json").send())
                .bodyAsJsonObject();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** One line for each operation: its id, address and query parameters. */
    @Test
    void theRoutesAreThoseOfTheContract() {
        Map<String, String> promised = new TreeMap<>();
        contract.getJsonObject("paths")
                .forEach(path -> METHODS.forEach(method -> {
                    JsonObject operation = ((JsonObject) path.getValue()).getJsonObject(method);
                    if (operation != null) {
                        promised.put(
                                operation.getString("operationId"),
                                method.toUpperCase(Locale.ROOT) + " " + path.getKey() + " " + queryOf(operation));
                    }
                }));

        Map<String, String> routed = new TreeMap<>();
        routed.put("getContract", "GET /openapi.json []");
        ConfigApi.endpoints(api.registryFixture.vertx, api.parts())
                .forEach(endpoint -> routed.put(
                        endpoint.route().operation(),
                        endpoint.route().method() + " "
                                + endpoint.route().path().replaceAll(":(\\w+)", "{$1}") + " "
                                + new TreeSet<>(endpoint.route().parameters())));

        assertThat(promised).isEqualTo(routed);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references(contract).distinct())
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                JsonPointer.from(reference.substring(1)).queryJson(contract))
                        .as(reference)
                        .isNotNull());
    }

    @Test
    void itIsOpenApi31() {
        assertThat(contract.getString("openapi")).startsWith("3.1");
    }

    @ParameterizedTest
    @CsvSource({
        "Fleet,org.moodlefleet.registry.fleet.FleetDocument",
        "Tenant,org.moodlefleet.registry.fleet.TenantDocument",
        "Instance,org.moodlefleet.registry.fleet.InstanceDocument",
        "Database,org.moodlefleet.registry.fleet.DatabaseDocument",
        "Password,org.moodlefleet.registry.fleet.PasswordDocument",
        "Settings,org.moodlefleet.registry.fleet.SettingsDocument",
        "Segments,org.moodlefleet.registry.fleet.SegmentsDocument",
        "ProfileFields,org.moodlefleet.registry.fleet.ProfileFieldsDocument",
        "Group,org.moodlefleet.registry.fleet.GroupDocument",
        "Members,org.moodlefleet.registry.fleet.GroupDocument$MembersDocument",
        "CheckReport,org.moodlefleet.configapi.port.CheckReport$Document",
        "Status,org.moodlefleet.configapi.endpoint.StatusEndpoints$Status",
        "Operation,org.moodlefleet.configapi.operation.Operation$Document",
        "Problem,org.moodlefleet.configapi.problem.Problem",
        "ChangeReport,org.moodlefleet.configapi.endpoint.ChangeReport",
        "Sample,org.moodlefleet.zabbix.Sample",
        "Outbox,org.moodlefleet.configapi.endpoint.OutboxEndpoints$Stats",
        "SampleCounts,org.moodlefleet.configapi.endpoint.OutboxEndpoints$SampleCounts",
        "TokenOrder,org.moodlefleet.configapi.endpoint.TokenEndpoints$TokenOrder",
        "Token,org.moodlefleet.configapi.endpoint.TokenEndpoints$TokenDocument",
        "AuditRecord,org.moodlefleet.configapi.endpoint.AuditEndpoints$AuditRecord",
        "ZabbixPlan,org.moodlefleet.configapi.port.ZabbixPlans$Plan",
        "ZabbixOrder,org.moodlefleet.configapi.endpoint.ZabbixEndpoints$Order",
        "ZabbixApplied,org.moodlefleet.configapi.port.ZabbixPlans$Applied",
        "RejectedSample,org.moodlefleet.configapi.endpoint.OutboxEndpoints$RejectedSample",
    })
    void itsSchemasHaveTheFieldsOfTheDocuments(String schema, Class<?> document) {
        JsonObject properties = (JsonObject) JsonPointer.from("/components/schemas/" + schema + "/properties")
                .queryJson(contract);

        assertThat(properties.fieldNames())
                .filteredOn(name -> !properties.getJsonObject(name).getBoolean("readOnly", false))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(document.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    private String queryOf(JsonObject operation) {
        TreeSet<String> names = new TreeSet<>();
        operation.getJsonArray("parameters", new JsonArray()).forEach(entry -> {
            JsonObject parameter = (JsonObject) entry;
            String reference = parameter.getString("$ref", "");
            JsonObject meant = reference.isEmpty() ? parameter : parameterOf(reference);
            if ("query".equals(meant.getString("in"))) {
                names.add(meant.getString("name"));
            }
        });
        return names.toString();
    }

    private JsonObject parameterOf(String reference) {
        return (JsonObject) JsonPointer.from(reference.substring(1)).queryJson(contract);
    }

    @Test
    void everyCauseOfARejectionIsListed() {
        assertThat(contract.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject("RejectionCause")
                        .getJsonArray("enum"))
                .containsExactlyElementsOf(Arrays.stream(RejectionCause.values())
                        .map(RejectionCause::code)
                        .toList());
    }

    private static Stream<String> references(Object node) {
        if (node instanceof JsonObject object) {
            return object.stream()
                    .flatMap(entry -> entry.getKey().equals("$ref")
                            ? Stream.of((String) entry.getValue())
                            : references(entry.getValue()));
        }
        return node instanceof JsonArray array
                ? array.stream().flatMap(OpenApiContractTest::references)
                : Stream.empty();
    }
}
