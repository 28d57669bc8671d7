package org.moodlefleet.zabbix.trapper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.moodlefleet.zabbix.Sample;

/** The real Zabbix of the test bed, through plain JSON-RPC; removes what it made. */
public final class TestZabbix implements AutoCloseable {

    public static final int FLOAT = 0;
    public static final int TEXT = 4;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url = URI.create(env("TESTBED_ZABBIX_URL"));
    private final String prefix = "outbox-it-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> hostIds = new LinkedHashMap<>();
    private final String auth;
    private final String group;

    public TestZabbix() throws IOException {
        auth = call(
                        "user.login",
                        Map.of(
                                "username", env("TESTBED_ZABBIX_USER"),
                                "password", env("TESTBED_ZABBIX_PASSWORD")),
                        null)
                .asText();
        group = call("hostgroup.create", Map.of("name", prefix))
                .at("/groupids/0")
                .asText();
    }

    public TrapperAddress trapper() {
        return new TrapperAddress("127.0.0.1", Integer.parseInt(env("TESTBED_ZABBIX_TRAPPER_PORT")));
    }

    /** A host name that only this test has. */
    public String name(String host) {
        return prefix + "-" + host;
    }

    /** Creates the host, which Zabbix knows of only after its next cache update. */
    public void createHost(String host, int valueType, String... keys) throws IOException {
        createHost(host, Map.of(), valueType, keys);
    }

    /** @param more properties of the host, such as how its senders must encrypt */
    public void createHost(String host, Map<String, Object> more, int valueType, String... keys) throws IOException {
        Map<String, Object> properties = new LinkedHashMap<>(more);
        properties.put("host", host);
        properties.put("groups", List.of(Map.of("groupid", group)));
        JsonNode created = call("host.create", properties);
        String id = created.at("/hostids/0").asText();
        hostIds.put(host, id);
        for (String key : keys) {
            call("item.create", Map.of("hostid", id, "name", key, "key_", key, "type", 2, "value_type", valueType));
        }
    }

    /** What Zabbix has stored, as it was sent, oldest first. */
    public List<Sample> history(String host, String key, int valueType) throws IOException {
        JsonNode items = call("item.get", Map.of("hostids", hostIds.get(host), "filter", Map.of("key_", key)));
        JsonNode rows =
                call("history.get", Map.of("itemids", items.at("/0/itemid").asText(), "history", valueType));
        List<Sample> history = new ArrayList<>();
        rows.forEach(row -> history.add(new Sample(
                host,
                key,
                row.path("value").asText(),
                row.path("clock").asLong(),
                row.path("ns").asInt())));
        history.sort(Comparator.comparing(Sample::clock).thenComparing(Sample::ns));
        return history;
    }

    private static String env(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set: is the test bed up?");
    }

    private JsonNode call(String method, Object params) throws IOException {
        return call(method, params, auth);
    }

    private JsonNode call(String method, Object params, String token) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("jsonrpc", "2.0");
        request.put("id", 1);
        request.put("method", method);
        request.put("params", params);
        if (token != null) {
            request.put("auth", token);
        }
        HttpRequest post = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json-rpc")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(request)))
                .build();
        JsonNode answer = json.readTree(
                http.sendAsync(post, BodyHandlers.ofString()).join().body());
        if (!answer.has("result")) {
            throw new IllegalStateException(method + ": " + answer);
        }
        return answer.get("result");
    }

    @Override
    public void close() throws IOException {
        if (!hostIds.isEmpty()) {
            call("host.delete", List.copyOf(hostIds.values()));
        }
        call("hostgroup.delete", List.of(group));
        call("user.logout", List.of());
    }
}
