package org.moodlefleet.collector;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;
import org.moodlefleet.zabbix.Sample;

/**
 * The store of a process that is killed after it has stored a number of batches of the past: the last of them is stored,
 * but nobody learns it, and nothing is stored after it.
 */
final class MortalStore implements SampleStore {

    private final SampleStore store;
    private final AtomicInteger left;

    MortalStore(SampleStore store, int batches) {
        this.store = store;
        this.left = new AtomicInteger(batches);
    }

    boolean isDead() {
        return left.get() <= 0;
    }

    @Override
    public Future<Void> store(InstanceId instance, SetWindow window, List<Sample> samples) {
        return isDead() ? Future.failedFuture("killed") : store.store(instance, window, samples);
    }

    @Override
    public Future<Map<SetName, Instant>> watermarks(InstanceId instance) {
        return store.watermarks(instance);
    }

    @Override
    public Future<List<Backlog>> backlogs(InstanceId instance) {
        return store.backlogs(instance);
    }

    @Override
    public Future<Boolean> catchUp(InstanceId instance, Backlog backlog, Instant reached, List<Sample> samples) {
        if (isDead()) {
            return Future.failedFuture("killed");
        }
        Future<Boolean> stored = store.catchUp(instance, backlog, reached, samples);
        return left.decrementAndGet() == 0 ? Future.failedFuture("killed") : stored;
    }

    @Override
    public Future<Void> ask(InstanceId instance, List<Backlog> backlogs) {
        return isDead() ? Future.failedFuture("killed") : store.ask(instance, backlogs);
    }
}
