package org.moodlefleet.collector.fleet;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.folder.StatusKeys;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.Samples;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.SetName;
import org.moodlefleet.zabbix.Sample;

/** What the collector tells of an instance at each instant tick, however it ended: a Moodle that is dead sends nothing itself. */
final class StatusSamples {

    /** As {@link Samples}: not 0, always the same. */
    private static final int NS = 1;

    private static final Duration AGAIN = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Sessions of the instant rate are ended long before. */
    private static final Duration LONGEST_TICK = Duration.ofMinutes(10);

    private static final String NO_REASON = "-";

    private record Told(Instant collected, Instant at) {}

    private final MoodleInstance instance;
    private final SampleStore store;
    /** Name of the set, empty where no template has one. */
    private final Optional<SetName> set;

    private final Map<Rate, Told> told = new EnumMap<>(Rate.class);
    private Instant last = Instant.EPOCH;
    private boolean reasonTold = true;

    StatusSamples(MoodleInstance instance, List<Template> templates, SampleStore store) {
        this.instance = instance;
        this.store = store;
        this.set = templates.stream()
                .flatMap(template -> template.sets().stream()
                        .filter(one -> one.shape() == Shape.STATUS && one.rate() == Rate.INSTANT)
                        .map(MeasureSet::set)
                        .map(name -> new SetName(template.id(), name)))
                .findFirst();
    }

    /**
     * Stores what is known.
     *
     * @param tick of the instant rate; nothing is told of one before the last
     * @param late time from its scheduled moment to its end
     * @param status as seen then
     */
    Future<Void> store(Instant tick, Duration late, InstanceStatus status) {
        if (set.isEmpty() || status.state() == InstanceStatus.State.UNKNOWN || isPast(tick)) {
            return Future.succeededFuture();
        }
        last = tick;
        List<Sample> samples = samples(tick, late, status);
        return store.store(
                instance.id(), new SetWindow(set.get(), new Window(tick.minus(MINUTE), tick), false), samples);
    }

    /** One that ended after its successor was told; what is further back is a clock that was set back. */
    private boolean isPast(Instant tick) {
        return !tick.isAfter(last) && tick.isAfter(last.minus(LONGEST_TICK));
    }

    private List<Sample> samples(Instant tick, Duration late, InstanceStatus status) {
        List<Sample> samples = new ArrayList<>();
        boolean answers = status.state() == InstanceStatus.State.UP;
        samples.add(sample(StatusKeys.ANSWERS, answers ? "1" : "0", tick));
        samples.add(sample(StatusKeys.LATENESS, String.valueOf(Math.max(0, late.toSeconds())), tick));
        Optional<CollectionFailure> failure = answers ? Optional.empty() : status.failure();
        if (failure.isPresent() || reasonTold) {
            samples.add(
                    sample(StatusKeys.REASON, failure.map(StatusSamples::reason).orElse(NO_REASON), tick));
        }
        reasonTold = failure.isPresent();
        status.watermarks().forEach((rate, collected) -> {
            if (rate != Rate.INSTANT && isNews(rate, collected, tick)) {
                told.put(rate, new Told(collected, tick));
                samples.add(sample(StatusKeys.collected(rate), String.valueOf(collected.getEpochSecond()), tick));
            }
        });
        return samples;
    }

    private boolean isNews(Rate rate, Instant collected, Instant tick) {
        Told before = told.get(rate);
        return before == null
                || !before.collected().equals(collected)
                || !tick.isBefore(before.at().plus(AGAIN));
    }

    private static String reason(CollectionFailure failure) {
        return failure.kind().label() + ": " + failure.message();
    }

    private Sample sample(String key, String value, Instant tick) {
        return new Sample(instance.host(), key, value, tick.getEpochSecond(), NS);
    }
}
