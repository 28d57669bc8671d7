package org.moodlefleet.collector;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.collector.moodle.InstanceId;
import org.moodlefleet.zabbix.Sample;

/** The watermarks of one instance: read once from the store, then kept in step with what it confirms. */
final class Watermarks implements SampleStore {

    private final SampleStore store;
    private final Map<String, Instant> bySet = new HashMap<>();

    Watermarks(SampleStore store) {
        this.store = store;
    }

    Future<Void> load(InstanceId instance) {
        return watermarks(instance).onSuccess(bySet::putAll).mapEmpty();
    }

    /** @param set with its template, {@code moodle/users-accounts} */
    Optional<Instant> of(String set) {
        return Optional.ofNullable(bySet.get(set));
    }

    @Override
    public Future<Void> store(InstanceId instance, String set, Instant watermark, List<Sample> samples) {
        return store.store(instance, set, watermark, samples).onSuccess(safe -> bySet.put(set, watermark));
    }

    @Override
    public Future<Map<String, Instant>> watermarks(InstanceId instance) {
        return store.watermarks(instance);
    }
}
