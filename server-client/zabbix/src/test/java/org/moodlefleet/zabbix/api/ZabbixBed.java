package org.moodlefleet.zabbix.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The real Zabbix of the test bed, and a prefix under which one test makes things and cleans up after itself. */
public final class ZabbixBed implements AutoCloseable {

    public final Vertx vertx = Vertx.vertx();
    public final ZabbixApi api = new ZabbixApi(vertx, new ZabbixApiConfig(url(), administrator()));
    public final String prefix = "pt-" + UUID.randomUUID().toString().substring(0, 8);

    public static URI url() {
        return URI.create(environment("TESTBED_ZABBIX_URL"));
    }

    public static Credentials.Password administrator() {
        return new Credentials.Password(environment("TESTBED_ZABBIX_USER"), environment("TESTBED_ZABBIX_PASSWORD"));
    }

    public ZabbixDialect dialect() {
        return api.dialect().await();
    }

    public JsonNode call(String method, Object params) {
        return api.call(method, params).await();
    }

    /** The one object whose property has that value. */
    public JsonNode find(String method, String property, String value, Map<String, ?> more) {
        Map<String, Object> params = new HashMap<>(more);
        params.put("filter", Map.of(property, value));
        JsonNode found = call(method, params);
        if (found.size() != 1) {
            throw new AssertionError(method + " " + property + "=" + value + " gave " + found);
        }
        return found.get(0);
    }

    @Override
    public void close() {
        delete("host", "host", "hostid");
        delete("template", "host", "templateid");
        delete("hostgroup", "name", "groupid");
        if (!dialect().templateGroupObject().equals("hostgroup")) {
            delete(dialect().templateGroupObject(), "name", "groupid");
        }
        api.close().await();
        vertx.close().await();
    }

    private void delete(String object, String property, String idProperty) {
        Map<String, ?> query =
                Map.of("search", Map.of(property, prefix), "startSearch", true, "output", List.of(idProperty));
        List<String> ids = StreamSupport.stream(call(object + ".get", query).spliterator(), false)
                .map(one -> one.get(idProperty).asText())
                .toList();
        if (!ids.isEmpty()) {
            call(object + ".delete", ids);
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " tells where the test bed is");
    }
}
