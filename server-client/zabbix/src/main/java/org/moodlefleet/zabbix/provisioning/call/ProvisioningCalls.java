package org.moodlefleet.zabbix.provisioning.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
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
import org.moodlefleet.zabbix.provisioning.unfinished.CallJournal;
import org.moodlefleet.zabbix.provisioning.unfinished.UnfinishedCall;

/** Blocking calls for the worker lane in which provisioning runs. */
public final class ProvisioningCalls {

    /** PHP's usual limit for the frontend; changing a template of thousands of hosts comes near it. */
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Keeps requests with long filters well below usual limits for bodies and SQL. */
    private static final int NAMES_PER_CALL = 500;

    private final ZabbixApi api;
    private final CallJournal journal;
    private final InstantSource clock;

    /** @param journal notes the calls that make what Zabbix' database would take twice */
    public ProvisioningCalls(ZabbixApi api, CallJournal journal, InstantSource clock) {
        this.api = api;
        this.journal = journal;
        this.clock = clock;
    }

    public ZabbixDialect dialect() {
        return await(api.dialect());
    }

    public JsonNode call(String method, Object params) {
        return Creation.by(method)
                .map(making -> make(method, params, making.names(params)))
                .orElseGet(() -> await(api.call(method, params, LONG)));
    }

    /**
     * Makes something. A call that is not answered stays noted: Zabbix may still be at work on it.
     *
     * @param names of what is there afterwards and was not before; empty when nothing is
     */
    public JsonNode make(String method, Object params, List<String> names) {
        journal.begin(new UnfinishedCall(clock.instant(), method, names));
        try {
            JsonNode answer = await(api.call(method, params, LONG));
            journal.end();
            return answer;
        } catch (ZabbixApiException e) {
            if (e.refused()) {
                journal.end();
            }
            throw e;
        }
    }

    /** Whether all that a call makes is there. */
    public boolean hasMade(String method, Collection<String> names) {
        return Creation.by(method)
                .map(making -> ids(making.reading(), making.property(), making.idProperty(), names)
                        .keySet()
                        .containsAll(names))
                .orElse(false);
    }

    public boolean serves(String path, String text) {
        return await(api.serves(path, text));
    }

    /** Asks for the objects whose property is among the values, in as many calls as it takes. */
    public List<JsonNode> find(String method, String property, Collection<String> values, Map<String, ?> params) {
        List<JsonNode> found = new ArrayList<>();
        for (List<String> some : Chunks.of(List.copyOf(new TreeSet<>(values)), NAMES_PER_CALL)) {
            Map<String, Object> all = new HashMap<>(params);
            all.put("filter", Map.of(property, some));
            call(method, all).forEach(found::add);
        }
        return found;
    }

    /** Name to id of those that exist; of two of a name, the older. */
    public Map<String, String> ids(String method, String property, String idProperty, Collection<String> names) {
        Map<String, String> ids = new HashMap<>();
        find(method, property, names, Map.of("output", List.of(idProperty, property)))
                .forEach(one -> ids.merge(
                        one.get(property).asText(), one.get(idProperty).asText(), ProvisioningCalls::older));
        return ids;
    }

    private static String older(String one, String other) {
        return Long.parseLong(one) < Long.parseLong(other) ? one : other;
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
