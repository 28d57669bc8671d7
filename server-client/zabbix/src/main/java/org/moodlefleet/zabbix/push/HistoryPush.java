package org.moodlefleet.zabbix.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.delivery.Channel;
import org.moodlefleet.zabbix.delivery.SendResult;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;

/** Sends samples by the API method {@code history.push}, which says of each sample whether it was taken, and why not. */
public final class HistoryPush implements Channel {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** As by the trapper, so that a sample has the same nanoseconds whichever way it takes. */
    private static final int SMALLEST_NS = 1;

    private final String name;
    private final ZabbixApi api;

    /** @param config its timeout is for other calls than this one */
    public HistoryPush(String name, Vertx vertx, ZabbixApiConfig config) {
        this.name = name;
        this.api = new ZabbixApi(vertx, config);
    }

    @Override
    public String name() {
        return name;
    }

    /** @return a {@link HistoryPushException} when Zabbix is too old, does not answer, or refuses us */
    @Override
    public Future<SendResult> send(List<Sample> samples) {
        return ready().compose(ready -> api.call(
                        "history.push", samples.stream().map(HistoryPush::value).toList(), TIMEOUT))
                .map(result -> receipt(result, samples.size()))
                .recover(e -> Future.failedFuture(
                        e instanceof HistoryPushException ? e : new HistoryPushException(e.getMessage(), e)));
    }

    /** Whether this Zabbix knows the method, without sending anything. */
    public Future<Void> ready() {
        return api.dialect().map(dialect -> {
            requireMethod(dialect);
            return null;
        });
    }

    @Override
    public Future<Void> close() {
        return api.close();
    }

    private static void requireMethod(ZabbixDialect dialect) {
        if (!dialect.historyPush()) {
            throw new HistoryPushException(
                    "Zabbix " + dialect.version() + " is too old: it needs 7.0, or send to the trapper", null);
        }
    }

    private static Map<String, Object> value(Sample sample) {
        return Map.of(
                "host", sample.host(),
                "key", sample.key(),
                "value", sample.value(),
                "clock", sample.clock(),
                "ns", Math.max(sample.ns(), SMALLEST_NS));
    }

    private static SendResult receipt(JsonNode result, int sent) {
        JsonNode data = result.path("data");
        if (!"success".equals(result.path("response").asText()) || data.size() != sent) {
            throw new HistoryPushException(
                    sent + " samples sent, but " + data.size() + " answered: "
                            + result.path("info").asText(),
                    null);
        }
        Map<Integer, SendResult.Refusal> refusals = new HashMap<>();
        for (int i = 0; i < sent; i++) {
            JsonNode error = data.get(i).path("error");
            if (error.isTextual()) {
                refusals.put(i, refusal(error.asText()));
            }
        }
        return new SendResult.Itemised(refusals);
    }

    private static SendResult.Refusal refusal(String words) {
        return switch (words) {
            case "Unsupported item type." -> new SendResult.Refusal(RejectionCause.ITEM_NOT_TRAPPER, words);
            case "Item is disabled." -> new SendResult.Refusal(RejectionCause.ITEM_DISABLED, words);
            case "Host is disabled." -> new SendResult.Refusal(RejectionCause.HOST_DISABLED, words);
            default -> new SendResult.Refusal(RejectionCause.UNKNOWN, words);
        };
    }
}
