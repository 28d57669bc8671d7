package org.moodlefleet.collector.bed;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.collector.SampleStore;
import org.moodlefleet.collector.moodle.InstanceId;
import org.moodlefleet.zabbix.Sample;

/** A store that keeps everything in memory, in the order in which it came. */
public final class RememberingStore implements SampleStore {

    /** What was stored at once. */
    public record Stored(InstanceId instance, String set, Instant watermark, List<Sample> samples) {}

    private final List<Stored> all = new ArrayList<>();
    private final Map<InstanceId, Map<String, Instant>> watermarks = new HashMap<>();

    @Override
    public synchronized Future<Void> store(InstanceId instance, String set, Instant watermark, List<Sample> samples) {
        all.add(new Stored(instance, set, watermark, List.copyOf(samples)));
        watermarks.computeIfAbsent(instance, id -> new HashMap<>()).put(set, watermark);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Map<String, Instant>> watermarks(InstanceId instance) {
        return Future.succeededFuture(Map.copyOf(watermarks.getOrDefault(instance, Map.of())));
    }

    public synchronized List<Stored> all() {
        return List.copyOf(all);
    }

    public List<Stored> of(InstanceId instance) {
        return all().stream().filter(one -> one.instance().equals(instance)).toList();
    }
}
