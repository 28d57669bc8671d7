package org.moodlefleet.collector.inspection;

import static org.moodlefleet.collector.message.CollectorMessage.NO_COMPLETE_ANSWER;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.CollectionException;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.DatabaseAudit;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.tick.CollectionTask;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.InstanceReading;
import org.moodlefleet.collector.tick.LeftOutMeasures;
import org.moodlefleet.collector.tick.SetFailure;
import org.moodlefleet.collector.tick.TickCollection;
import org.moodlefleet.collector.tick.Watermarks;
import org.moodlefleet.collector.window.Calendar;

/**
 * Looks whether an instance can be collected, without collecting: every query is planned, none is run. However its database
 * behaves, it takes no longer than a bounded time.
 */
public final class InstanceCheck {

    /**
     * What was found.
     *
     * @param server version of the database server
     * @param calendar of the windows
     * @param surroundings of the Moodle
     * @param leftOut measures that the Moodle lacks what they rest on for, while others of their set are collected
     * @param failures measure sets that could not be read, with what is in the way, such as a missing right
     */
    public record Report(
            String server,
            MoodleSite site,
            Calendar calendar,
            DatabaseAudit surroundings,
            List<LeftOutMeasures> leftOut,
            List<SetFailure> failures) {}

    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final CollectorContext context;
    private final Duration within;

    public InstanceCheck(Vertx vertx, CollectorContext context) {
        this(vertx, context, WITHIN);
    }

    /** @param within which a check ends, also of a database that waits for its turn */
    public InstanceCheck(Vertx vertx, CollectorContext context, Duration within) {
        this.vertx = vertx;
        this.context = context;
        this.within = within;
    }

    /** Fails when the database cannot be reached or read in time, refuses the account or holds no Moodle at the prefix. */
    public Future<Report> of(MoodleInstance instance) {
        MoodleDatabase database = new MoodleDatabase(vertx, instance, context.limits(), context.lanes());
        InstanceReading reading = new InstanceReading(
                instance,
                database,
                context.templatesFor(instance),
                // what an instance of this name had before may be another Moodle
                new SchemaCache(within),
                new Watermarks(context.store()),
                TickCollection.QueryTimer.NONE);
        return database.onDemand(Rate.INSTANT, session -> report(instance, session, reading))
                .timeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> Future.failedFuture(e instanceof TimeoutException ? tooSlow() : e))
                // without waiting for it: a server may leave a connection half open for long
                .onComplete(done -> database.close());
    }

    private Report report(MoodleInstance instance, MoodleSession session, InstanceReading reading) throws SQLException {
        String server = session.serverVersion();
        KnownMoodle moodle = reading.moodle(session);
        DatabaseAudit surroundings = session.surroundings(context.clock());
        Calendar calendar = reading.calendar(moodle.site());
        Plans plans = new Plans(session);
        SetVisitor.each(instance, moodle.site(), calendar, moodle.offer(), all(instance, calendar), plans);
        return new Report(server, moodle.site(), calendar, surroundings, plans.leftOut, plans.failures);
    }

    private CollectionException tooSlow() {
        return new CollectionException(
                new CollectionFailure(CollectionFailure.Kind.TIMEOUT, NO_COMPLETE_ANSWER.with(within.toSeconds())));
    }

    private List<CollectionTask> all(MoodleInstance instance, Calendar calendar) {
        Instant tick = context.clock().instant();
        return context.templatesFor(instance).stream()
                .flatMap(template -> template.queried().stream()
                        .map(set ->
                                new CollectionTask(template, set, calendar.before(set.rate(), tick), tick, false, 0)))
                .toList();
    }

    private static final class Plans implements SetVisitor.Visit {

        private final MoodleSession session;
        private final List<LeftOutMeasures> leftOut = new ArrayList<>();
        private final List<SetFailure> failures = new ArrayList<>();

        private Plans(MoodleSession session) {
            this.session = session;
        }

        @Override
        public void visit(CollectionTask due, Statement statement, Map<String, Object> parameters) throws SQLException {
            due.leftOut().ifPresent(leftOut::add);
            session.query(statement.explained(), parameters);
        }

        @Override
        public void failed(CollectionTask due, CollectionFailure failure) {
            failures.add(new SetFailure(due.name().toString(), failure));
        }
    }
}
