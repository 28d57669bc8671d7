package org.moodlefleet.collector.tick;

import static org.moodlefleet.collector.message.CollectorMessage.NO_TIME_LEFT;

import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionException;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.zabbix.Sample;

/**
 * One tick of one rate: on one connection, in a thread of the lanes, the measure sets that are due are read one after the
 * other; then, on the collector's context, what each yielded is stored. A set that fails costs only its own measures.
 */
public final class TickCollection {

    /** Takes the time of queries. */
    public interface QueryTimer {

        QueryTimer NONE = (due, took) -> {};

        void took(CollectionTask due, Duration took);
    }

    /** A database that has let so many statements time out is left alone until the next try; the rest stays due. */
    private static final int MOST_TIMEOUTS = 2;

    private static final CollectionFailure NO_TIME =
            new CollectionFailure(CollectionFailure.Kind.TIMEOUT, NO_TIME_LEFT);

    /** A measure set that was read. */
    private record SetRead(CollectionTask due, List<Sample> samples) {}

    /**
     * What was read.
     *
     * @param due number of sets that were due
     * @param broken why the database could not be read to the end; then some sets are neither read nor failed
     */
    record TickRead(
            MoodleSite site,
            Set<String> templates,
            int due,
            List<SetRead> sets,
            List<String> skipped,
            List<LeftOutMeasures> leftOut,
            List<SetFailure> failures,
            Optional<CollectionFailure> broken) {}

    private final MoodleInstance instance;
    private final SampleStore store;
    private final QueryTimer timer;
    private final Rate rate;
    private final Instant tick;

    TickCollection(MoodleInstance instance, SampleStore store, QueryTimer timer, Rate rate, Instant tick) {
        this.instance = instance;
        this.store = store;
        this.timer = timer;
        this.rate = rate;
        this.tick = tick;
    }

    /**
     * Reads what is due.
     *
     * @param templates ids of the templates that the Moodle yields something of
     */
    TickRead read(
            MoodleSession session,
            KnownMoodle moodle,
            Calendar calendar,
            Set<String> templates,
            List<CollectionTask> due) {
        List<SetRead> sets = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        List<LeftOutMeasures> leftOut = new ArrayList<>();
        List<SetFailure> failures = new ArrayList<>();
        Optional<CollectionFailure> broken = Optional.empty();
        int timeouts = 0;
        for (CollectionTask task : due) {
            CollectionTask one = task.on(moodle.offer());
            if (timeouts == MOST_TIMEOUTS) {
                break;
            }
            if (session.isOver()) {
                failures.add(new SetFailure(one.name().toString(), NO_TIME));
                break;
            }
            Map<String, Object> parameters = TickParameters.of(one, instance, moodle.site(), calendar);
            if (templates.contains(one.template().id())) {
                one.leftOut().ifPresent(leftOut::add);
            }
            if (!canBeHad(one.set(), moodle, parameters)) {
                skipped.add(one.name().toString());
                sets.add(new SetRead(one, List.of()));
                continue;
            }
            try {
                sets.add(new SetRead(one, samples(session, one, parameters)));
            } catch (SQLException | RuntimeException e) {
                CollectionFailure failure = CollectionFailure.of(e);
                if (failure.concernsTheDatabase()) {
                    broken = Optional.of(failure);
                    break;
                }
                failures.add(new SetFailure(one.name().toString(), failure));
                timeouts += failure.kind() == CollectionFailure.Kind.TIMEOUT ? 1 : 0;
            }
        }
        return new TickRead(moodle.site(), templates, due.size(), sets, skipped, leftOut, failures, broken);
    }

    private List<Sample> samples(MoodleSession session, CollectionTask due, Map<String, Object> parameters)
            throws SQLException {
        long began = System.nanoTime();
        try {
            return Samples.of(
                    instance, due, due.rows(session, due.statementFor(instance).bind(parameters)));
        } finally {
            timer.took(due, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private boolean canBeHad(MeasureSet set, KnownMoodle moodle, Map<String, Object> parameters) {
        return set.offeredBy(moodle.offer())
                && set.needs()
                        .logFrom()
                        .map(from -> moodle.site().logReachesBackTo(TickParameters.logFrom(from, parameters), tick))
                        .orElse(true);
    }

    /** @return fails when the database could not be read to the end, once what was read of it is stored */
    Future<TickReport> store(TickRead read) {
        List<SetFailure> failures = new ArrayList<>(read.failures());
        List<SetRead> safe = new ArrayList<>();
        Future<Void> stored = Future.succeededFuture();
        for (SetRead one : read.sets()) {
            stored = stored.compose(done -> store.store(instance.id(), one.due().stored(), one.samples()))
                    .map(done -> safe.add(one))
                    .recover(e -> Future.succeededFuture(failures.add(notStored(one, e))))
                    .mapEmpty();
        }
        return stored.compose(done -> read.broken().isPresent()
                ? Future.failedFuture(new CollectionException(read.broken().get()))
                : Future.succeededFuture(report(read, safe, failures)));
    }

    private static SetFailure notStored(SetRead set, Throwable e) {
        return new SetFailure(
                set.due().name().toString(),
                new CollectionFailure(CollectionFailure.Kind.NOT_STORED, String.valueOf(e.getMessage())));
    }

    private TickReport report(TickRead read, List<SetRead> safe, List<SetFailure> failures) {
        return new TickReport(
                rate,
                tick,
                read.site(),
                read.templates(),
                read.due(),
                safe.stream().mapToInt(set -> set.samples().size()).sum(),
                safe.stream().mapToLong(set -> set.due().statesMissed()).sum(),
                read.skipped(),
                read.leftOut(),
                List.copyOf(failures));
    }
}
