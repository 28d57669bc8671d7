package org.moodlefleet.collector.fleet;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.moodlefleet.collector.backlog.BackfillRequest;
import org.moodlefleet.collector.backlog.BacklogPace;
import org.moodlefleet.collector.backlog.BacklogReporter;
import org.moodlefleet.collector.backlog.BacklogStep;
import org.moodlefleet.collector.backlog.BacklogWork;
import org.moodlefleet.collector.backlog.CatchUpSets;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.status.CollectorMetrics;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.DueSets;
import org.moodlefleet.collector.tick.InstanceReading;
import org.moodlefleet.collector.tick.LeftOutMeasures;
import org.moodlefleet.collector.tick.TickReport;
import org.moodlefleet.collector.tick.Watermarks;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.model.DatabaseAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Collects one instance: a timer for each rate, whose ticks read what is due and store it. The instant
 * rate starts at once; the others when the first answer has told the Moodle's time zone, and then with
 * what was missed while nobody collected.
 */
final class InstanceCollector extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceCollector.class);
    private static final List<Duration> RETRIES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    /** After a start or a pause all that is due is collected within this time, spread over the fleet. */
    private static final long START_SPREAD_SECONDS = 20;

    /** A timer counts the seconds that pass, not those that the clock is set forward or back: so it is looked at. */
    private static final Duration LOOK_AT_CLOCK = Duration.ofMinutes(1);

    private static final Duration MOST_AHEAD = Duration.ofDays(1);
    private static final Duration NOT_WORTH_A_WORD = Duration.ofMinutes(1);

    private final MoodleInstance instance;
    private final CollectorContext shared;
    private final Runnable templatesChanged;
    private final AtomicReference<InstanceStatus> status;
    private final CollectorMetrics metrics;
    private final Map<Rate, Long> timers = new EnumMap<>(Rate.class);
    private final Map<Rate, Instant> planned = new EnumMap<>(Rate.class);
    private final Map<Rate, Integer> attempts = new EnumMap<>(Rate.class);
    private final Set<Rate> running = EnumSet.noneOf(Rate.class);
    private final Set<String> skipsSaid = new HashSet<>();
    private final Set<LeftOutMeasures> leftOutMeasuresSaid = new HashSet<>();

    private Watermarks watermarks;
    private MoodleDatabase database;
    private InstanceReading reading;
    private DueSets dueSets;
    private StatusSamples statusSamples;
    /** The instant tick that is being read. */
    private Instant instantTick;

    private BacklogWork backlog;
    private Schedule schedule;
    private boolean stopped;
    private boolean instantFailed;
    private boolean leftOutSaid;
    /** At least once, even when nothing slower than the instant rate is due for long. */
    private boolean backlogLookedAt;

    /** @param templatesChanged called when the Moodle is found to offer other templates than before */
    InstanceCollector(MoodleInstance instance, CollectorContext shared, Runnable templatesChanged) {
        this.instance = instance;
        this.shared = shared;
        this.templatesChanged = templatesChanged;
        this.status =
                new AtomicReference<>(InstanceStatus.unknown(shared.clock().instant()));
        this.metrics = new CollectorMetrics(shared.meters(), instance, this::status);
    }

    DatabaseAddress database() {
        return instance.database();
    }

    InstanceStatus status() {
        return status.get().seenAt(now());
    }

    @Override
    public Future<?> start() {
        database = new MoodleDatabase(vertx, instance, shared.limits(), shared.lanes());
        watermarks = new Watermarks(shared.store());
        List<Template> templates = shared.templatesFor(instance);
        reading = new InstanceReading(instance, database, templates, shared.schemas(), watermarks, metrics);
        dueSets = new DueSets(templates, watermarks);
        statusSamples = new StatusSamples(instance, templates, watermarks);
        backlog = backlogWork(new CatchUpSets(templates));
        // until the Moodle has told its zone: instant ticks are the same in every zone
        schedule = scheduleIn(new Calendar(ZoneOffset.UTC));
        return watermarks
                .load(instance.id())
                .compose(loaded -> watermarks.forget(instance.id(), shared.setsLeftOutOf(instance)))
                .onSuccess(ready -> {
                    status.updateAndGet(now -> now.withWatermarks(watermarksByRate()));
                    plan(Rate.INSTANT, schedule.next(Rate.INSTANT, now()));
                });
    }

    private BacklogWork backlogWork(CatchUpSets sets) {
        BacklogPace pace = new BacklogPace();
        BacklogReporter notes = new BacklogReporter(
                instance.id(), metrics, backlogs -> status.updateAndGet(now -> now.withBacklogs(backlogs)));
        BackfillRequest history = new BackfillRequest(instance, shared.store(), watermarks, sets);
        BacklogStep step =
                new BacklogStep(instance, shared, database, reading, sets, history, pace, notes, this::scheduleIn);
        return new BacklogWork(vertx, step, pace, notes, shared.backlogPause());
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        timers.values().forEach(vertx::cancelTimer);
        timers.clear();
        backlog.stop();
        metrics.close();
        shared.schemas().forget(instance.id());
        return database.close();
    }

    /** Sets the timer of a rate; there is never more than one. */
    private void plan(Rate rate, Instant tick) {
        if (stopped) {
            return;
        }
        Long before = timers.remove(rate);
        if (before != null) {
            vertx.cancelTimer(before);
        }
        planned.put(rate, tick);
        status.updateAndGet(now -> now.withNext(planned));
        long delay = Math.max(1, Duration.between(now(), tick).toMillis());
        timers.put(rate, vertx.setTimer(Math.min(delay, LOOK_AT_CLOCK.toMillis()), fired -> look(rate, tick)));
    }

    /** Where the clock was set forward, a tick is made up for at once, with all windows that were passed over. */
    private void look(Rate rate, Instant tick) {
        Instant now = now();
        if (now.plusSeconds(1).isBefore(tick)) {
            Instant next = schedule.next(rate, now);
            plan(rate, next.isBefore(tick) ? next : tick);
        } else {
            boolean late = rate != Rate.INSTANT && now.isAfter(tick.plus(LOOK_AT_CLOCK));
            tick(rate, late ? now.truncatedTo(ChronoUnit.SECONDS) : tick);
        }
    }

    private void tick(Rate rate, Instant tick) {
        plan(rate, schedule.next(rate, tick.isAfter(now()) ? tick : now()));
        if (!running.add(rate)) {
            leftOut(rate, "the one before is still running");
            tell(rate, tick);
            return;
        }
        instantTick = rate == Rate.INSTANT ? tick : instantTick;
        long missed = rate == Rate.INSTANT ? dueSets.instantStatesMissedBefore(tick) : 0;
        reading.collect(
                        rate,
                        tick,
                        (moodle, calendar) -> dueSets.at(rate, atMoodle(rate, tick, moodle), scheduleIn(calendar)))
                .onComplete(done -> running.remove(rate))
                .onSuccess(report -> collected(report, missed))
                .onFailure(e -> unreadable(rate, CollectionFailure.of(e)))
                .onComplete(done -> tell(rate, tick));
    }

    /** What is known of the instance after an instant tick; of one that was left out, how long the running one takes. */
    private void tell(Rate rate, Instant tick) {
        if (rate != Rate.INSTANT || stopped) {
            return;
        }
        Duration late = Duration.between(running.contains(rate) ? instantTick : tick, now());
        statusSamples
                .store(tick, late, status())
                .onFailure(e -> metrics.failed(
                        "", new CollectionFailure(CollectionFailure.Kind.NOT_STORED, String.valueOf(e.getMessage()))));
    }

    /**
     * A window is over when the clock of the Moodle's database says so too: ours may have been set forward by mistake, and
     * what is read too early cannot be taken back. One that is a day behind is not believed.
     */
    private Instant atMoodle(Rate rate, Instant tick, KnownMoodle moodle) {
        Duration ahead = Duration.between(moodle.now(), tick);
        boolean ours = rate == Rate.INSTANT || ahead.isNegative() || ahead.compareTo(MOST_AHEAD) > 0;
        if (!ours && ahead.compareTo(NOT_WORTH_A_WORD) > 0) {
            log(Level.WARN)
                    .addKeyValue("ahead", ahead)
                    .log(
                            "our clock is ahead of the Moodle's database's: windows are collected when both say they are over");
        }
        return ours ? tick : moodle.now();
    }

    /** @param missed instant values that were lost since the last tick that went well */
    private void collected(TickReport report, long missed) {
        if (status.get().state() != InstanceStatus.State.UP) {
            log(Level.INFO).addKeyValue("moodle", report.site().release()).log("the Moodle answers");
        }
        InstanceStatus before =
                status.getAndUpdate(old -> old.after(report, now()).withWatermarks(watermarksByRate()));
        if (!before.templates().equals(status.get().templates())) {
            templatesChanged.run();
        }
        metrics.tick(report);
        metrics.missed(report.rate(), missed);
        report.skipped().stream()
                .filter(skipsSaid::add)
                .forEach(set -> log(Level.INFO).addKeyValue("set", set).log("skipped: the Moodle lacks what it needs"));
        report.leftOut().stream()
                .filter(one -> !report.skipped().contains(one.set()) && leftOutMeasuresSaid.add(one))
                .forEach(one -> log(Level.INFO).addKeyValue("set", one.set()).log("left out: " + one.told()));
        report.failures()
                .forEach(failed -> log(Level.WARN, failed.failure())
                        .addKeyValue("set", failed.set())
                        .log("a measure set failed"));
        follow(reading.calendar(report.site()), report.rate() == Rate.INSTANT && instantFailed);
        instantFailed = instantFailed && report.rate() != Rate.INSTANT;
        leftOutSaid = leftOutSaid && report.rate() != Rate.INSTANT;
        comeBack(report.rate());
        if (report.rate() != Rate.INSTANT || !backlogLookedAt) {
            backlogLookedAt = true;
            backlog.wake(schedule.calendar());
        }
    }

    private Map<Rate, Instant> watermarksByRate() {
        Map<Rate, Instant> byRate = new EnumMap<>(Rate.class);
        for (Rate rate : Rate.values()) {
            dueSets.watermark(rate).ifPresent(watermark -> byRate.put(rate, watermark));
        }
        return byRate;
    }

    private void unreadable(Rate rate, CollectionFailure failure) {
        if (stopped) {
            // broken off by us
            return;
        }
        if (failure.kind() == CollectionFailure.Kind.NO_TURN) {
            leftOut(rate, failure.message().toString());
            comeBack(rate);
            return;
        }
        if (status.get().state() != InstanceStatus.State.DOWN) {
            log(Level.WARN, failure).log("the Moodle cannot be read");
        }
        status.updateAndGet(before -> before.after(failure, now()));
        metrics.failed("", failure);
        instantFailed |= rate == Rate.INSTANT;
        comeBack(rate);
    }

    private LoggingEventBuilder log(Level level, CollectionFailure failure) {
        return log(level).addKeyValue("kind", failure.kind().label()).addKeyValue("cause", failure.message());
    }

    private LoggingEventBuilder log(Level level) {
        return LOG.atLevel(level)
                .addKeyValue("tenant", instance.id().tenant())
                .addKeyValue("instance", instance.id().instance());
    }

    /**
     * Takes over the Moodle's calendar, at the first answer and whenever its time zone is changed.
     *
     * @param back whether the database is back after it had failed at the instant rate: what is due need not wait
     */
    private void follow(Calendar calendar, boolean back) {
        boolean planned = timers.size() == Rate.values().length;
        if (planned && !back && schedule.calendar().equals(calendar)) {
            return;
        }
        schedule = scheduleIn(calendar);
        for (Rate rate : Rate.values()) {
            if (rate != Rate.INSTANT) {
                plan(rate, dueSets.remain(rate, now(), schedule) ? soon(rate) : schedule.next(rate, now()));
            }
        }
    }

    /** Comes back before the next regular tick where something has failed. */
    private void comeBack(Rate rate) {
        if (rate == Rate.INSTANT || !dueSets.remain(rate, now(), schedule)) {
            attempts.remove(rate);
            return;
        }
        int attempt = attempts.merge(rate, 1, Integer::sum);
        Duration pause = RETRIES.get(Math.min(attempt, RETRIES.size()) - 1);
        Instant again = now().plus(pause).truncatedTo(ChronoUnit.SECONDS);
        if (again.isBefore(schedule.next(rate, now()))) {
            plan(rate, again);
        }
    }

    /** The windows of a slower rate stay due; what the instant rate would have read is gone. Said once until it is read again. */
    private void leftOut(Rate rate, String why) {
        metrics.leftOut(rate);
        if (rate == Rate.INSTANT && !leftOutSaid) {
            leftOutSaid = true;
            log(Level.WARN).addKeyValue("cause", why).log("ticks are left out");
        }
    }

    private Instant soon(Rate rate) {
        long offset = shared.spread().offset(instance.id().toString(), rate).toSeconds() % START_SPREAD_SECONDS;
        return now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1 + offset);
    }

    private Schedule scheduleIn(Calendar calendar) {
        return new Schedule(instance.id().toString(), calendar, shared.spread());
    }

    private Instant now() {
        return shared.clock().instant();
    }
}
