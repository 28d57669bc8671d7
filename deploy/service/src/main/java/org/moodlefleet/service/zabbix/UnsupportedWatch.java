package org.moodlefleet.service.zabbix;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.zabbix.diagnosis.UnsupportedItem;
import org.moodlefleet.zabbix.diagnosis.UnsupportedItems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few minutes which items Zabbix turned unsupported, and tells of each once. */
public final class UnsupportedWatch {

    private static final Logger LOG = LoggerFactory.getLogger(UnsupportedWatch.class);

    private final Vertx vertx;
    private final String server;
    private final UnsupportedItems items;
    private final Duration every;
    private final MultiGauge gauge;
    private volatile List<UnsupportedItem> last = List.of();
    private final Set<String> tenants = new TreeSet<>();
    private long timer = -1;
    private boolean stopped;

    public UnsupportedWatch(Vertx vertx, String server, UnsupportedItems items, Duration every, MeterRegistry meters) {
        this.vertx = vertx;
        this.server = server;
        this.items = items;
        this.every = every;
        this.gauge = MultiGauge.builder("moodle_fleet_items_unsupported")
                .description("Items that Zabbix could not store the last value of")
                .register(meters);
    }

    void start() {
        look();
    }

    public synchronized Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }

    /** Those of an instance's host, as of the last look. */
    List<UnsupportedItem> of(InstanceId instance) {
        return last.stream()
                .filter(item -> tag(item, "tenant").equals(instance.tenant())
                        && tag(item, "instance").equals(instance.instance()))
                .toList();
    }

    private void look() {
        items.read()
                .onSuccess(this::report)
                .onFailure(e -> LOG.atWarn()
                        .addKeyValue("cause", e.getMessage())
                        .log("which items are unsupported cannot be read"))
                .onComplete(done -> again());
    }

    private synchronized void again() {
        if (!stopped) {
            timer = vertx.setTimer(every.toMillis(), id -> look());
        }
    }

    private synchronized void report(List<UnsupportedItem> now) {
        List<UnsupportedItem> before = last;
        last = now;
        now.stream()
                .filter(item -> !before.contains(item))
                .forEach(item -> LOG.atWarn()
                        .addKeyValue("tenant", tag(item, "tenant"))
                        .addKeyValue("host", item.host())
                        .addKeyValue("key", item.key())
                        .addKeyValue("cause", item.error())
                        .log("Zabbix could not store a value, the item is unsupported"));
        Set<List<String>> still = now.stream().map(UnsupportedWatch::name).collect(Collectors.toSet());
        before.stream()
                .filter(item -> !still.contains(name(item)))
                .forEach(item -> LOG.atInfo()
                        .addKeyValue("tenant", tag(item, "tenant"))
                        .addKeyValue("host", item.host())
                        .addKeyValue("key", item.key())
                        .log("the item is supported again"));
        count(now);
    }

    /** A tenant that had some keeps its gauge, at zero. */
    private void count(List<UnsupportedItem> now) {
        Map<String, Integer> numbers = new TreeMap<>();
        tenants.forEach(tenant -> numbers.put(tenant, 0));
        now.forEach(item -> numbers.merge(tag(item, "tenant"), 1, Integer::sum));
        tenants.addAll(numbers.keySet());
        gauge.register(
                numbers.entrySet().stream()
                        .map(one ->
                                MultiGauge.Row.of(Tags.of("tenant", one.getKey(), "server", server), one.getValue()))
                        .collect(Collectors.toList()),
                true);
    }

    private static List<String> name(UnsupportedItem item) {
        return List.of(item.host(), item.key());
    }

    private static String tag(UnsupportedItem item, String tag) {
        return item.hostTags().getOrDefault(tag, "");
    }
}
