package org.moodlefleet.collector.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.tick.CollectionTask;
import org.moodlefleet.collector.tick.HistoryLimits;
import org.moodlefleet.collector.tick.TickCollection;
import org.moodlefleet.collector.tick.TickReport;

/** Metrics of one instance's collector; labels {@code tenant} and {@code instance}. */
public final class CollectorMetrics implements TickCollection.QueryTimer {

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> gauges;

    public CollectorMetrics(MeterRegistry registry, MoodleInstance instance, Supplier<InstanceStatus> status) {
        this.registry = registry;
        this.tags = Tags.of(
                "tenant", instance.id().tenant(), "instance", instance.id().instance());
        this.gauges = new ArrayList<>(List.of(Gauge.builder(
                        "moodle_fleet_instance_up", status, s -> s.get().state() == InstanceStatus.State.UP ? 1 : 0)
                .description("1 when the Moodle's database answered at the last tick, and that was not long ago")
                .tags(tags)
                .strongReference(true)
                .register(registry)));
        for (Rate rate : EnumSet.complementOf(EnumSet.of(Rate.INSTANT))) {
            gauges.add(Gauge.builder("moodle_fleet_backlog_windows", status, s -> backlog(s.get(), rate))
                    .description("Past windows of measure sets that are still to be collected")
                    .tags(tags.and("rate", rate.label()))
                    .strongReference(true)
                    .register(registry));
        }
    }

    private static long backlog(InstanceStatus status, Rate rate) {
        return status.backlogs().getOrDefault(rate, BacklogStatus.NONE).windows();
    }

    @Override
    public void took(CollectionTask due, Duration took) {
        Timer.builder("moodle_fleet_query")
                .description("Time of the query of a measure set")
                .tags("set", due.name().toString())
                .register(registry)
                .record(took);
    }

    public void tick(TickReport report) {
        Tags ofRate = tags.and("rate", report.rate().label());
        registry.counter("moodle_fleet_ticks", ofRate).increment();
        registry.counter("moodle_fleet_samples_read", ofRate).increment(report.samples());
        missed(report.rate(), report.statesMissed());
        report.failures().forEach(failure -> failed(failure.set(), failure.failure()));
    }

    public void failed(String what, CollectionFailure failure) {
        registry.counter(
                        "moodle_fleet_collection_failures",
                        tags.and("set", what, "kind", failure.kind().label()))
                .increment();
    }

    /** A tick was not begun, or not in time. */
    public void leftOut(Rate rate) {
        registry.counter("moodle_fleet_ticks_left_out", tags.and("rate", rate.label()))
                .increment();
    }

    /** Late windows were stored. */
    public void caughtUp(Rate rate, int windows, int samples) {
        Tags ofRate = tags.and("rate", rate.label());
        registry.counter("moodle_fleet_backlog_windows_collected", ofRate).increment(windows);
        registry.counter("moodle_fleet_samples_read", ofRate).increment(samples);
    }

    /** Late windows cannot be had. */
    public void passedOver(Rate rate, HistoryLimits.Limit limit, int windows) {
        registry.counter(
                        "moodle_fleet_backlog_windows_passed_over",
                        tags.and("rate", rate.label(), "limit", limit.label()))
                .increment(windows);
    }

    /** @param states values that cannot be had any more */
    public void missed(Rate rate, long states) {
        registry.counter("moodle_fleet_states_missed", tags.and("rate", rate.label()))
                .increment(states);
    }

    public void close() {
        gauges.forEach(registry::remove);
    }
}
