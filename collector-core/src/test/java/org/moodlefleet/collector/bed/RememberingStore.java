package org.moodlefleet.collector.bed;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;
import org.moodlefleet.zabbix.Sample;

/** A store that keeps everything in memory, in the order in which it came. Of gaps it makes no attempt to join two. */
public final class RememberingStore implements SampleStore {

    /** What was stored at once. */
    public record Stored(InstanceId instance, String set, Instant watermark, List<Sample> samples) {}

    /** Whether it says that too much waits already. */
    public volatile boolean crowded;

    private final List<Stored> all = new ArrayList<>();
    private final List<Stored> late = new ArrayList<>();
    private final Map<InstanceId, Map<SetName, Instant>> watermarks = new HashMap<>();
    private final Map<InstanceId, List<Backlog>> backlogs = new HashMap<>();

    @Override
    public synchronized Future<Void> store(InstanceId instance, SetWindow window, List<Sample> samples) {
        Instant start = window.window().start();
        Instant end = window.window().end();
        all.add(new Stored(instance, window.set().toString(), end, List.copyOf(samples)));
        Instant before =
                watermarks.computeIfAbsent(instance, id -> new HashMap<>()).put(window.set(), end);
        if (window.catchesUp() && before == null) {
            open(instance).add(new Backlog(window.set(), start, start, start, true));
        } else if (window.catchesUp() && before.isBefore(start)) {
            open(instance).add(new Backlog(window.set(), before, before, start, false));
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Map<SetName, Instant>> watermarks(InstanceId instance) {
        return Future.succeededFuture(Map.copyOf(watermarks.getOrDefault(instance, Map.of())));
    }

    @Override
    public synchronized Future<List<Backlog>> backlogs(InstanceId instance) {
        return Future.succeededFuture(List.copyOf(open(instance)));
    }

    @Override
    public synchronized Future<Boolean> catchUp(
            InstanceId instance, Backlog backlog, Instant reached, List<Sample> samples) {
        if (!open(instance).remove(backlog)) {
            return Future.succeededFuture(false);
        }
        Backlog rest = new Backlog(backlog.set(), backlog.first(), reached, backlog.end(), backlog.asked());
        if (rest.isOpen() || rest.asked()) {
            open(instance).add(rest);
        }
        late.add(new Stored(instance, backlog.set().toString(), reached, List.copyOf(samples)));
        return Future.succeededFuture(true);
    }

    @Override
    public synchronized Future<Void> ask(InstanceId instance, List<Backlog> asked) {
        open(instance).addAll(asked);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> dropAsked(InstanceId instance) {
        open(instance).removeIf(backlog -> backlog.asked() && backlog.isOpen());
        return Future.succeededFuture();
    }

    @Override
    public boolean isCrowded(InstanceId instance) {
        return crowded;
    }

    @Override
    public synchronized Future<Void> forget(InstanceId instance, Set<SetName> sets) {
        watermarks.getOrDefault(instance, Map.of()).keySet().removeAll(sets);
        open(instance).removeIf(backlog -> sets.contains(backlog.set()));
        return Future.succeededFuture();
    }

    private List<Backlog> open(InstanceId instance) {
        return backlogs.computeIfAbsent(instance, id -> new ArrayList<>());
    }

    /** What was stored of current windows. */
    public synchronized List<Stored> all() {
        return List.copyOf(all);
    }

    /** What was stored of past ones. */
    public synchronized List<Stored> late() {
        return List.copyOf(late);
    }

    /** Without what the collector tells by itself. */
    public List<Stored> readOf(InstanceId instance) {
        return of(instance).stream()
                .filter(one -> !one.set().endsWith("/instant-status"))
                .toList();
    }

    public List<Stored> of(InstanceId instance) {
        return all().stream().filter(one -> one.instance().equals(instance)).toList();
    }
}
