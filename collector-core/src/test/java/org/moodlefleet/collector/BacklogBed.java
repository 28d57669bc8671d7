package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.SetName;

/** Instances that have missed windows, or want history, and are collected at a given moment until nothing is left. */
final class BacklogBed implements AutoCloseable {

    /** A measure set with its template. */
    record SetOf(Template template, MeasureSet set) {
        SetName name() {
            return new SetName(template.id(), set.set());
        }
    }

    private static final Set<Rate> SLOW = EnumSet.complementOf(EnumSet.of(Rate.INSTANT));

    final RememberingStore store = new RememberingStore();
    final Vertx vertx = Vertx.vertx();
    private final Calendar calendar;
    private final Instant now;

    BacklogBed(Calendar calendar, Instant now) {
        this.calendar = calendar;
        this.now = now;
    }

    static List<SetOf> sets(Rate rate) {
        return Contexts.SHIPPED.stream()
                .flatMap(template -> template.sets().stream()
                        .filter(set -> set.rate() == rate && set.catchesUp())
                        .map(set -> new SetOf(template, set)))
                .toList();
    }

    static MoodleInstance withBackfill(MoodleInstance instance, Period period) {
        return with(instance, instance.settings().segments(), period);
    }

    static MoodleInstance withCourses(MoodleInstance instance, List<Long> courses) {
        return with(instance, new ListedSegments(List.of(), courses, List.of()), null);
    }

    private static MoodleInstance with(MoodleInstance instance, ListedSegments segments, Period backfill) {
        InstanceSettings plain = instance.settings();
        return TestMoodle.with(
                instance,
                new InstanceSettings(
                        plain.started(),
                        plain.allowedCronPeriod(),
                        plain.rolePolicy(),
                        plain.targetVersion(),
                        plain.courseNames(),
                        segments,
                        plain.peopleFloor(),
                        plain.referenceKeys(),
                        plain.profileFields(),
                        backfill,
                        List.of()));
    }

    /** As if the sets had been collected until a moment, and then nobody had. */
    void safeUntil(MoodleInstance instance, Rate rate, Instant watermark) {
        for (SetOf set : sets(rate)) {
            Window before = calendar.before(rate, watermark);
            store.store(instance.id(), new SetWindow(set.name(), before, true), List.of())
                    .await();
        }
    }

    /** Collects until all current windows and all past ones are. */
    InstanceStatus collect(MoodleInstance instance) {
        Fleet fleet = start(instance, store);
        await().atMost(Duration.ofSeconds(240)).until(() -> isDone(fleet, instance));
        // what is asked for is looked at once more, and the status published
        await().during(Duration.ofMillis(300)).until(() -> isDone(fleet, instance));
        InstanceStatus status = fleet.status(instance.id()).orElseThrow();
        fleet.undeploy(instance.id()).await();
        return status;
    }

    /** Collects until the process is gone: after it has stored so many batches of the past, and learnt it of all but the last. */
    void collectUntilKilled(MoodleInstance instance, int batches) {
        MortalStore mortal = new MortalStore(store, batches);
        Fleet fleet = start(instance, mortal);
        await().atMost(Duration.ofSeconds(120)).until(mortal::isDead);
        fleet.undeploy(instance.id()).await();
    }

    Fleet start(MoodleInstance instance, SampleStore into) {
        CollectorContext context = Contexts.of(into, DatabaseLimits.DEFAULT, Clocks.justBeforeTick(instance.id(), now));
        Fleet fleet = new Fleet(vertx, context);
        fleet.deploy(instance).await();
        return fleet;
    }

    boolean isDone(Fleet fleet, MoodleInstance instance) {
        InstanceStatus status = fleet.status(instance.id()).orElseThrow();
        Map<SetName, Instant> watermarks = store.watermarks(instance.id()).await();
        return status.ticks().containsKey(Rate.INSTANT)
                && SLOW.stream()
                        .allMatch(rate -> sets(rate).stream()
                                .filter(set -> set.set()
                                        .needs()
                                        .metBy(instance.settings().segments().given()))
                                .allMatch(
                                        set -> calendar.before(rate, now).end().equals(watermarks.get(set.name()))))
                && status.backlogs().values().stream().allMatch(rate -> rate.windows() == 0)
                && store.backlogs(instance.id()).await().stream().noneMatch(Backlog::isOpen);
    }

    /** Value and clock of each late sample of a rate, by window and key; none of them twice. */
    Map<Long, Map<String, String>> late(Rate rate) {
        Set<String> ofRate =
                sets(rate).stream().map(set -> set.name().toString()).collect(Collectors.toSet());
        Map<Long, Map<String, String>> byClock = new TreeMap<>();
        store.late().stream()
                .filter(stored -> ofRate.contains(stored.set()))
                .flatMap(stored -> stored.samples().stream())
                .forEach(sample -> {
                    String before = byClock.computeIfAbsent(sample.clock(), clock -> new TreeMap<>())
                            .put(sample.key(), sample.value() + " at " + sample.clock());
                    assertThat(before).as("%s twice", sample).isNull();
                    assertThat(sample.ns()).isEqualTo(1);
                });
        return byClock;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
