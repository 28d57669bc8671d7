package org.moodlefleet.collector;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;

/** Metrics of one instance's collector; labels {@code tenant} and {@code instance}. */
final class CollectorMetrics implements TickCollection.QueryTimer {

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> gauges;

    CollectorMetrics(MeterRegistry registry, MoodleInstance instance, AtomicReference<InstanceStatus> status) {
        this.registry = registry;
        this.tags = Tags.of(
                "tenant", instance.id().tenant(), "instance", instance.id().instance());
        this.gauges = List.of(Gauge.builder(
                        "moodle_fleet_instance_up", status, s -> s.get().state() == InstanceStatus.State.UP ? 1 : 0)
                .description("1 when the Moodle's database answered at the last tick")
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    @Override
    public <T> Future<T> time(Due due, Future<T> query) {
        Timer.Sample running = Timer.start(registry);
        return query.onComplete(done -> running.stop(Timer.builder("moodle_fleet_query")
                .description("Time of the query of a measure set")
                .tags("set", due.name())
                .register(registry)));
    }

    void tick(TickReport report) {
        Tags ofRate = tags.and("rate", report.rate().label());
        registry.counter("moodle_fleet_ticks", ofRate).increment();
        registry.counter("moodle_fleet_samples_read", ofRate).increment(report.samples());
        missed(report.rate(), report.statesMissed());
        report.failures().forEach(failure -> failed(failure.set(), failure.failure()));
    }

    void failed(String what, CollectionFailure failure) {
        registry.counter(
                        "moodle_fleet_collection_failures",
                        tags.and("set", what, "kind", failure.kind().label()))
                .increment();
    }

    /** @param states values that cannot be had any more */
    void missed(Rate rate, long states) {
        registry.counter("moodle_fleet_states_missed", tags.and("rate", rate.label()))
                .increment(states);
    }

    void close() {
        gauges.forEach(registry::remove);
    }
}
