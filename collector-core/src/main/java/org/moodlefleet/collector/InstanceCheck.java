package org.moodlefleet.collector;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Statement;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.window.Calendar;

/** Looks whether an instance can be collected, without collecting: every query is planned, none is run. */
public final class InstanceCheck {

    /**
     * What was found.
     *
     * @param server version of the database server
     * @param calendar of the windows
     * @param failures measure sets that could not be read, with what is in the way, such as a missing right
     */
    public record Report(String server, MoodleSite site, Calendar calendar, List<SetFailure> failures) {}

    private final Vertx vertx;
    private final CollectorContext context;

    public InstanceCheck(Vertx vertx, CollectorContext context) {
        this.vertx = vertx;
        this.context = context;
    }

    /** Fails when the database cannot be reached, refuses the account or holds no Moodle at the prefix. */
    public Future<Report> of(MoodleInstance instance) {
        MoodleDatabase database = new MoodleDatabase(vertx, instance, context.limits(), context.lanes());
        InstanceReading reading = new InstanceReading(
                instance,
                database,
                context.templatesFor(instance),
                context.schemas(),
                new Watermarks(context.store()),
                TickCollection.QueryTimer.NONE);
        return database.session(
                        Rate.INSTANT,
                        session -> session.serverVersion()
                                .compose(server -> reading.moodle(session).compose(moodle -> {
                                    Calendar calendar = reading.calendar(moodle.site());
                                    return plan(instance, session, moodle, calendar)
                                            .map(failures -> new Report(server, moodle.site(), calendar, failures));
                                })))
                .eventually(database::close);
    }

    private Future<List<SetFailure>> plan(
            MoodleInstance instance, MoodleSession session, KnownMoodle moodle, Calendar calendar) {
        Plans plans = new Plans(session);
        return SetWalk.each(instance, moodle.site(), calendar, moodle.offer(), all(instance, calendar), plans)
                .map(done -> plans.failures);
    }

    private List<Due> all(MoodleInstance instance, Calendar calendar) {
        Instant tick = context.clock().instant();
        return context.templatesFor(instance).stream()
                .flatMap(template -> template.sets().stream()
                        .map(set -> new Due(template, set, calendar.before(set.rate(), tick), tick, false, 0)))
                .toList();
    }

    private static final class Plans implements SetWalk.Visit {

        private final MoodleSession session;
        private final List<SetFailure> failures = new ArrayList<>();

        private Plans(MoodleSession session) {
            this.session = session;
        }

        @Override
        public Future<Void> visit(Due due, Statement statement, Map<String, Object> parameters) {
            return session.query(statement.explained(), parameters).mapEmpty();
        }

        @Override
        public void failed(Due due, CollectionFailure failure) {
            failures.add(new SetFailure(due.name(), failure));
        }
    }
}
