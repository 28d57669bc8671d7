package org.moodlefleet.service.collection;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;
import org.moodlefleet.zabbix.outbox.contract.StreamBacklog;
import org.moodlefleet.zabbix.outbox.contract.Watermark;

/** Stores what collectors read in the outbox; samples belong to their tenant, watermarks to instance and measure set. */
public final class OutboxStore implements SampleStore {

    /** The other half is for what is current, however long Zabbix stays away. */
    private static final double CROWDED = 0.5;

    private final Outbox outbox;

    public OutboxStore(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Future<Void> store(InstanceId instance, SetWindow window, List<Sample> samples) {
        OptionalLong start =
                window.catchesUp() ? OptionalLong.of(window.window().start().getEpochSecond()) : OptionalLong.empty();
        Watermark reached = new Watermark(
                streams(instance) + window.set(), window.window().end().getEpochSecond(), start);
        return outbox.append(new SampleBatch(instance.tenant(), samples, Optional.of(reached)))
                .mapEmpty();
    }

    @Override
    public Future<Map<SetName, Instant>> watermarks(InstanceId instance) {
        String streams = streams(instance);
        return outbox.watermarks(streams).map(positions -> {
            Map<SetName, Instant> bySet = new HashMap<>();
            positions.forEach((stream, position) ->
                    bySet.put(SetName.of(stream.substring(streams.length())), Instant.ofEpochSecond(position)));
            return bySet;
        });
    }

    @Override
    public Future<List<Backlog>> backlogs(InstanceId instance) {
        String streams = streams(instance);
        return outbox.backlogs(streams)
                .map(all -> all.stream()
                        .map(backlog -> new Backlog(
                                SetName.of(backlog.stream().substring(streams.length())),
                                Instant.ofEpochSecond(backlog.first()),
                                Instant.ofEpochSecond(backlog.next()),
                                Instant.ofEpochSecond(backlog.end()),
                                backlog.asked()))
                        .toList());
    }

    @Override
    public Future<Boolean> catchUp(InstanceId instance, Backlog backlog, Instant reached, List<Sample> samples) {
        return outbox.catchUp(stored(instance, backlog), reached.getEpochSecond(), instance.tenant(), samples);
    }

    @Override
    public boolean isCrowded(InstanceId instance) {
        return outbox.fill(instance.tenant()) >= CROWDED;
    }

    @Override
    public Future<Void> ask(InstanceId instance, List<Backlog> backlogs) {
        return outbox.ask(
                backlogs.stream().map(backlog -> stored(instance, backlog)).toList());
    }

    @Override
    public Future<Void> dropAsked(InstanceId instance) {
        return outbox.dropAsked(streams(instance));
    }

    private static StreamBacklog stored(InstanceId instance, Backlog backlog) {
        return new StreamBacklog(
                streams(instance) + backlog.set(),
                backlog.first().getEpochSecond(),
                backlog.next().getEpochSecond(),
                backlog.end().getEpochSecond(),
                backlog.asked());
    }

    @Override
    public Future<Void> forget(InstanceId instance, Set<SetName> sets) {
        return outbox.forgetWatermarks(
                sets.stream().map(set -> streams(instance) + set).collect(Collectors.toSet()));
    }

    /** For an instance that is removed: another of the same name starts afresh. */
    Future<Void> forget(InstanceId instance) {
        return outbox.forgetWatermarks(streams(instance));
    }

    private static String streams(InstanceId instance) {
        return instance + "/";
    }
}
