package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiException;
import org.moodlefleet.zabbix.api.ZabbixDialect;

/** Blocking calls for the worker lane in which provisioning runs. */
final class Calls {

    /** PHP's usual limit for the frontend; changing a template of thousands of hosts comes near it. */
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Keeps requests with long filters well below usual limits for bodies and SQL. */
    private static final int NAMES_PER_CALL = 500;

    private final ZabbixApi api;

    Calls(ZabbixApi api) {
        this.api = api;
    }

    ZabbixDialect dialect() {
        return await(api.dialect());
    }

    JsonNode call(String method, Object params) {
        return await(api.call(method, params, LONG));
    }

    boolean serves(String path, String text) {
        return await(api.serves(path, text));
    }

    /** Asks for the objects whose property is among the values, in as many calls as it takes. */
    List<JsonNode> find(String method, String property, Collection<String> values, Map<String, ?> params) {
        List<JsonNode> found = new ArrayList<>();
        for (List<String> some : Chunks.of(List.copyOf(new TreeSet<>(values)), NAMES_PER_CALL)) {
            Map<String, Object> all = new HashMap<>(params);
            all.put("filter", Map.of(property, some));
            call(method, all).forEach(found::add);
        }
        return found;
    }

    /** Name to id of those that exist. */
    Map<String, String> ids(String method, String property, String idProperty, Collection<String> names) {
        Map<String, String> ids = new HashMap<>();
        find(method, property, names, Map.of("output", List.of(idProperty, property)))
                .forEach(one ->
                        ids.put(one.get(property).asText(), one.get(idProperty).asText()));
        return ids;
    }

    /** Not {@code Future.await()}, which refuses threads of {@code executeBlocking}. Every call has its own timeout. */
    private static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ZabbixApiException refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
