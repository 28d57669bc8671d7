package org.moodlefleet.collector.backlog;

import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.moodlefleet.collector.moodle.CollectionException;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.HistoryLimits;
import org.moodlefleet.collector.tick.InstanceReading;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.SetName;
import org.moodlefleet.zabbix.Sample;

/**
 * One step of the work on a backlog: the set with the oldest window is taken, several windows of it are read by one
 * statement, and their samples are stored together with the place that the backlog has reached.
 */
public final class BacklogStep {

    /** A minute where nothing else is configured: what waits drains slowly. */
    private static final int CROWDED_PAUSES = 30;

    private final MoodleInstance instance;
    private final CollectorContext shared;
    private final MoodleDatabase database;
    private final InstanceReading reading;
    private final CatchUpSets sets;
    private final BackfillRequest history;
    private final BacklogPace pace;
    private final BacklogReporter notes;
    private final Function<Calendar, Schedule> scheduleIn;

    /** Written and read by threads of the lanes, one after the other. */
    private volatile Optional<HistoryLimits> reach = Optional.empty();

    public BacklogStep(
            MoodleInstance instance,
            CollectorContext shared,
            MoodleDatabase database,
            InstanceReading reading,
            CatchUpSets sets,
            BackfillRequest history,
            BacklogPace pace,
            BacklogReporter notes,
            Function<Calendar, Schedule> scheduleIn) {
        this.instance = instance;
        this.shared = shared;
        this.database = database;
        this.reading = reading;
        this.sets = sets;
        this.history = history;
        this.pace = pace;
        this.notes = notes;
        this.scheduleIn = scheduleIn;
    }

    /**
     * Does the step.
     *
     * @param calendar of the last tick
     * @return how long to wait for the next step, empty when nothing is left to do; fails when the database as a whole cannot be read, or nothing can be stored
     */
    Future<Optional<Duration>> run(Calendar calendar) {
        return known(calendar).compose(backlogs -> run(backlogs, calendar));
    }

    private Future<Optional<Duration>> run(List<Backlog> backlogs, Calendar calendar) {
        if (history.isGivenUp(backlogs)) {
            return shared.store().dropAsked(instance.id()).map(Optional.of(shared.backlogPause()));
        }
        if (!history.isToBeAskedFor() && sets.oldest(backlogs, this::isAwake).isEmpty()) {
            return Future.succeededFuture(untilAwake(backlogs));
        }
        if (shared.store().isCrowded(instance.id())) {
            notes.waits();
            return Future.succeededFuture(Optional.of(shared.backlogPause().multipliedBy(CROWDED_PAUSES)));
        }
        notes.waitsNoMore();
        Future<?> step = history.isToBeAskedFor() ? ask(backlogs, calendar) : collect(backlogs, calendar);
        return step.onSuccess(done -> pace.succeeded(BacklogPace.DATABASE)).map(Optional.of(shared.backlogPause()));
    }

    /** What is left rests; when nothing is, nobody waits for it. */
    private Optional<Duration> untilAwake(List<Backlog> backlogs) {
        return sets.oldest(backlogs, set -> true)
                .flatMap(left -> pace.firstAwake(now()))
                .map(until -> Duration.between(now(), until));
    }

    private Future<List<Backlog>> known(Calendar calendar) {
        return shared.store()
                .backlogs(instance.id())
                .onSuccess(backlogs -> notes.left(sets.status(backlogs, calendar, history.limits()), now()));
    }

    /** Finds out how far the past reaches, and wants so much of it. */
    private Future<?> ask(List<Backlog> backlogs, Calendar calendar) {
        return database.unhurried(session -> {
                    KnownMoodle moodle = reading.moodle(session);
                    return new Asked(reach(session, moodle), reading.calendar(moodle.site()));
                })
                .compose(asked -> history.ask(backlogs, asked.calendar(), asked.reach()))
                .compose(asked -> known(calendar));
    }

    private record Asked(HistoryLimits reach, Calendar calendar) {}

    private HistoryLimits reach(MoodleSession session, KnownMoodle moodle) throws SQLException {
        if (reach.filter(known -> known.isFresh(now())).isEmpty()) {
            reach = Optional.of(new HistoryLimits(now(), moodle.site(), reading.oldestLog(session)));
        }
        return reach.get().at(now(), moodle.site());
    }

    /** The oldest windows of a set, as they were read; the samples are missing when that failed. */
    private record BatchRead(
            BacklogBatch batch, List<Sample> samples, Optional<CollectionFailure> failure, Duration took) {}

    private Future<?> collect(List<Backlog> backlogs, Calendar calendar) {
        Backlog oldest = sets.oldest(backlogs, this::isAwake).orElseThrow();
        CatchUpSets.Known set = sets.get(oldest.set());
        int windows = pace.windows(set);
        return database.unhurried(session -> read(session, oldest, set, windows))
                .compose(read -> {
                    notes.begins(backlogs, oldest);
                    notes.took(read.batch(), read.took());
                    return read.failure().isPresent()
                            ? unread(set, read.batch(), read.failure().get())
                            : collected(set, read);
                });
    }

    private BatchRead read(MoodleSession session, Backlog oldest, CatchUpSets.Known set, int windows)
            throws SQLException {
        KnownMoodle moodle = reading.moodle(session);
        HistoryLimits known = reach(session, moodle);
        Schedule schedule = scheduleIn.apply(reading.calendar(moodle.site()));
        BacklogBatch batch = BacklogBatch.of(oldest, set, windows, instance, moodle, known, schedule);
        long began = System.nanoTime();
        try {
            List<Sample> samples = batch.read(session, instance);
            return new BatchRead(batch, samples, Optional.empty(), since(began));
        } catch (SQLException | RuntimeException e) {
            return new BatchRead(batch, List.of(), Optional.of(CollectionFailure.of(e)), since(began));
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private Future<Void> collected(CatchUpSets.Known set, BatchRead read) {
        pace.read(set, read.batch().due().size(), read.took());
        return store(set, read.batch(), read.samples());
    }

    private Future<Void> unread(CatchUpSets.Known set, BacklogBatch batch, CollectionFailure failure) {
        if (failure.concernsTheDatabase()) {
            return Future.failedFuture(new CollectionException(failure));
        }
        int windows = batch.due().size();
        if (pace.failed(set.name(), windows, failure.kind(), now())) {
            notes.unreadable(set, failure);
        } else {
            notes.halved(set, windows);
        }
        return Future.succeededFuture();
    }

    private Future<Void> store(CatchUpSets.Known set, BacklogBatch batch, List<Sample> samples) {
        return shared.store()
                .catchUp(instance.id(), batch.backlog(), batch.reached(), samples)
                .recover(e -> Future.failedFuture(new CollectionException(
                        new CollectionFailure(CollectionFailure.Kind.NOT_STORED, String.valueOf(e.getMessage())))))
                .onSuccess(stored -> {
                    if (stored) {
                        notes.collected(set, batch, samples.size());
                    }
                })
                .mapEmpty();
    }

    private boolean isAwake(SetName set) {
        return !pace.rests(set, now());
    }

    private Instant now() {
        return shared.clock().instant();
    }
}
