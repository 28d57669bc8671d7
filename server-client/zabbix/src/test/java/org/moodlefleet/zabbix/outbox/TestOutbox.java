package org.moodlefleet.zabbix.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.OutboxConfig;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.contract.SampleBatch;

/** Opens an outbox and waits for its answers. */
public final class TestOutbox {

    /** After every due time. */
    static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private TestOutbox() {}

    public static Outbox open(Vertx vertx, Path file) {
        return open(vertx, OutboxConfig.defaults(file), new SimpleMeterRegistry(), Clock.systemUTC());
    }

    static Outbox open(Vertx vertx, OutboxConfig config, MeterRegistry meters, Clock clock) {
        return done(Outbox.open(vertx, config, meters, clock));
    }

    public static <T> T done(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    public static SampleBatch parcel(String owner, Sample... samples) {
        return new SampleBatch(owner, List.of(samples), Optional.empty());
    }

    static List<Sample> samples(String host, long fromClock, int n) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            samples.add(new Sample(host, "key", String.valueOf(i), fromClock + i, 0));
        }
        return samples;
    }

    static OptionalLong watermark(Outbox outbox, String stream) {
        Long position = done(outbox.watermarks(stream)).get(stream);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    static List<Sample> pending(Outbox outbox) {
        return done(outbox.due(FAR, 1_000_000, Owners.all())).stream()
                .map(Entry::sample)
                .toList();
    }
}
