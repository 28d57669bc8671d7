package org.moodlefleet.service;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.collector.SampleStore;
import org.moodlefleet.collector.moodle.InstanceId;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.Parcel;
import org.moodlefleet.zabbix.outbox.Watermark;

/** Stores what collectors read in the outbox; samples belong to their tenant, watermarks to instance and measure set. */
final class OutboxStore implements SampleStore {

    private final Outbox outbox;

    OutboxStore(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Future<Void> store(InstanceId instance, String set, Instant watermark, List<Sample> samples) {
        Watermark reached = new Watermark(streams(instance) + set, watermark.getEpochSecond());
        return outbox.append(new Parcel(instance.tenant(), samples, Optional.of(reached)))
                .mapEmpty();
    }

    @Override
    public Future<Map<String, Instant>> watermarks(InstanceId instance) {
        String streams = streams(instance);
        return outbox.watermarks(streams).map(positions -> {
            Map<String, Instant> bySet = new HashMap<>();
            positions.forEach((stream, position) ->
                    bySet.put(stream.substring(streams.length()), Instant.ofEpochSecond(position)));
            return bySet;
        });
    }

    /** For an instance that is removed: another of the same name starts afresh. */
    Future<Void> forget(InstanceId instance) {
        return outbox.forgetWatermarks(streams(instance));
    }

    private static String streams(InstanceId instance) {
        return instance + "/";
    }
}
