package org.moodlefleet.collector.tick;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;
import org.moodlefleet.zabbix.Sample;

/**
 * The watermarks of one instance: read once from the store, then kept in step with what it confirms. Written on the
 * collector's context, read also by the threads of the lanes.
 */
public final class Watermarks implements SampleStore {

    private final SampleStore store;
    private final Map<SetName, Instant> bySet = new ConcurrentHashMap<>();

    public Watermarks(SampleStore store) {
        this.store = store;
    }

    public Future<Void> load(InstanceId instance) {
        return watermarks(instance).onSuccess(bySet::putAll).mapEmpty();
    }

    /**
     * Forgets sets that are not collected any more, so that they begin anew when they are again: what was in between
     * nobody wanted.
     */
    @Override
    public Future<Void> forget(InstanceId instance, Set<SetName> sets) {
        Set<SetName> known = sets.stream().filter(bySet::containsKey).collect(Collectors.toSet());
        return known.isEmpty()
                ? Future.succeededFuture()
                : store.forget(instance, known).onSuccess(gone -> bySet.keySet().removeAll(known));
    }

    /** @param set with its template, {@code moodle/users-accounts} */
    Optional<Instant> of(SetName set) {
        return Optional.ofNullable(bySet.get(set));
    }

    /** Of all sets that were ever collected, by set. */
    public Map<SetName, Instant> all() {
        return Map.copyOf(bySet);
    }

    @Override
    public Future<Void> store(InstanceId instance, SetWindow window, List<Sample> samples) {
        return store.store(instance, window, samples)
                .onSuccess(safe -> bySet.put(window.set(), window.window().end()));
    }

    @Override
    public Future<Map<SetName, Instant>> watermarks(InstanceId instance) {
        return store.watermarks(instance);
    }
}
