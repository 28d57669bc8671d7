package org.moodlefleet.collector;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.collector.measure.Needs;
import org.moodlefleet.collector.measure.Offer;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionException;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.zabbix.Sample;

/**
 * One tick of one rate: on one connection the measure sets that are due are read one after the other, and
 * what each yields is stored before the next is read. A set that fails costs only its own measures.
 */
final class TickCollection {

    /** Takes the time of queries. */
    interface QueryTimer {

        QueryTimer NONE = new QueryTimer() {
            @Override
            public <T> Future<T> time(Due due, Future<T> query) {
                return query;
            }
        };

        <T> Future<T> time(Due due, Future<T> query);
    }

    /** A database that has let so many statements time out is left alone until the next try; the rest stays due. */
    private static final int MOST_TIMEOUTS = 2;

    private final MoodleInstance instance;
    private final SampleStore store;
    private final QueryTimer timer;
    private final Rate rate;
    private final Instant tick;
    private final List<String> skipped = new ArrayList<>();
    private final List<SetFailure> failures = new ArrayList<>();
    private int samples;
    private long statesMissed;
    private int timeouts;

    TickCollection(MoodleInstance instance, SampleStore store, QueryTimer timer, Rate rate, Instant tick) {
        this.instance = instance;
        this.store = store;
        this.timer = timer;
        this.rate = rate;
        this.tick = tick;
    }

    /**
     * Reads and stores what is due.
     *
     * @param offered what the Moodle has, of all that sets need
     * @param templates ids of the templates that it yields something of
     * @return fails only when the database as a whole cannot be read
     */
    Future<TickReport> run(
            MoodleSession session,
            MoodleSite site,
            Calendar calendar,
            Offer offered,
            Set<String> templates,
            List<Due> due) {
        return next(session, site, calendar, offered, due.iterator())
                .map(done -> new TickReport(
                        rate,
                        tick,
                        site,
                        templates,
                        due.size(),
                        samples,
                        statesMissed,
                        List.copyOf(skipped),
                        List.copyOf(failures)));
    }

    private Future<Void> next(
            MoodleSession session, MoodleSite site, Calendar calendar, Offer offered, Iterator<Due> rest) {
        if (!rest.hasNext() || timeouts == MOST_TIMEOUTS) {
            return Future.succeededFuture();
        }
        Due due = rest.next();
        return collect(session, site, calendar, offered, due)
                .recover(e -> failed(due, CollectionFailure.of(e)))
                .compose(done -> next(session, site, calendar, offered, rest));
    }

    private Future<Void> failed(Due due, CollectionFailure failure) {
        if (failure.concernsTheDatabase()) {
            return Future.failedFuture(new CollectionException(failure));
        }
        failures.add(new SetFailure(due.name(), failure));
        timeouts += failure.kind() == CollectionFailure.Kind.TIMEOUT ? 1 : 0;
        return Future.succeededFuture();
    }

    private Future<Void> collect(MoodleSession session, MoodleSite site, Calendar calendar, Offer offered, Due due) {
        Map<String, Object> parameters = TickParameters.of(due, instance, site, calendar);
        if (!canBeHad(due.set().needs(), site, offered, parameters)) {
            skipped.add(due.name());
            return store(due, List.of());
        }
        return timer.time(due, session.query(due.statementFor(instance), parameters))
                .map(rows -> Samples.of(instance, due, rows))
                .compose(read -> store(due, read));
    }

    private Future<Void> store(Due due, List<Sample> read) {
        return store.store(instance.id(), due.stored(), read)
                .onSuccess(stored -> {
                    samples += read.size();
                    statesMissed += due.statesMissed();
                })
                .recover(e -> Future.failedFuture(new CollectionException(
                        new CollectionFailure(CollectionFailure.Kind.NOT_STORED, String.valueOf(e.getMessage())))));
    }

    private boolean canBeHad(Needs needs, MoodleSite site, Offer offered, Map<String, Object> parameters) {
        return needs.metBy(offered)
                && needs.logFrom()
                        .map(from -> site.logReachesBackTo(TickParameters.logFrom(from, parameters), tick))
                        .orElse(true);
    }
}
