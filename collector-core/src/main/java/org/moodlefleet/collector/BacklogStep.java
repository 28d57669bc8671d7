package org.moodlefleet.collector;

import io.vertx.core.Future;
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
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.zabbix.Sample;

/**
 * One step of the work on a backlog: the set with the oldest window is taken, several windows of it are read by one
 * statement, and their samples are stored together with the place that the backlog has reached.
 */
final class BacklogStep {

    /** A minute where nothing else is configured: what waits drains slowly. */
    private static final int CROWDED_PAUSES = 30;

    private final MoodleInstance instance;
    private final CollectorContext shared;
    private final MoodleDatabase database;
    private final InstanceReading reading;
    private final CaughtUpSets sets;
    private final AskedHistory history;
    private final BacklogPace pace;
    private final BacklogNotes notes;
    private final Function<Calendar, Schedule> scheduleIn;

    private Optional<Reach> reach = Optional.empty();

    BacklogStep(
            MoodleInstance instance,
            CollectorContext shared,
            MoodleDatabase database,
            InstanceReading reading,
            CaughtUpSets sets,
            AskedHistory history,
            BacklogPace pace,
            BacklogNotes notes,
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
        return database.unhurried(session -> reading.moodle(session)
                        .compose(moodle -> reach(session, moodle)
                                .compose(known -> history.ask(backlogs, reading.calendar(moodle.site()), known))
                                .compose(asked -> asked ? known(calendar) : Future.succeededFuture(backlogs))
                                .compose(all -> collect(session, moodle, all))))
                .onSuccess(done -> pace.succeeded(BacklogPace.DATABASE))
                .map(Optional.of(shared.backlogPause()));
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

    private Future<Reach> reach(MoodleSession session, KnownMoodle moodle) {
        Optional<Reach> fresh = reach.filter(known -> known.isFresh(now()));
        return fresh.isPresent()
                ? Future.succeededFuture(fresh.get().at(now(), moodle.site()))
                : reading.oldestLog(session)
                        .map(oldest -> new Reach(now(), moodle.site(), oldest))
                        .onSuccess(known -> reach = Optional.of(known));
    }

    private Future<Void> collect(MoodleSession session, KnownMoodle moodle, List<Backlog> backlogs) {
        Optional<Backlog> oldest = sets.oldest(backlogs, this::isAwake);
        return oldest.isEmpty()
                ? Future.succeededFuture()
                : reach(session, moodle).compose(known -> {
                    notes.begins(backlogs, oldest.get());
                    CaughtUpSets.Known set = sets.get(oldest.get().set());
                    Schedule schedule = scheduleIn.apply(reading.calendar(moodle.site()));
                    return collect(
                            session,
                            set,
                            BacklogBatch.of(oldest.get(), set, pace.windows(set), instance, moodle, known, schedule));
                });
    }

    private Future<Void> collect(MoodleSession session, CaughtUpSets.Known set, BacklogBatch batch) {
        long began = System.nanoTime();
        return notes.time(batch, batch.read(session, instance))
                .onSuccess(samples -> pace.read(set, batch.due().size(), Duration.ofNanos(System.nanoTime() - began)))
                .map(Optional::of)
                .recover(e -> unread(set, batch, CollectionFailure.of(e)))
                .compose(samples -> samples.isPresent() ? store(set, batch, samples.get()) : Future.succeededFuture());
    }

    private Future<Optional<List<Sample>>> unread(
            CaughtUpSets.Known set, BacklogBatch batch, CollectionFailure failure) {
        if (failure.concernsTheDatabase()) {
            return Future.failedFuture(new CollectionException(failure));
        }
        int windows = batch.due().size();
        if (pace.failed(set.name(), windows, failure.kind(), now())) {
            notes.unreadable(set, failure);
        } else {
            notes.halved(set, windows);
        }
        return Future.succeededFuture(Optional.empty());
    }

    private Future<Void> store(CaughtUpSets.Known set, BacklogBatch batch, List<Sample> samples) {
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

    private boolean isAwake(String set) {
        return !pace.rests(set, now());
    }

    private Instant now() {
        return shared.clock().instant();
    }
}
