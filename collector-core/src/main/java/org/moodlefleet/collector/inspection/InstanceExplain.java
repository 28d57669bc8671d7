package org.moodlefleet.collector.inspection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.sql.Statement;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.KnownMoodle;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSession;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.tick.CollectionTask;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.DueSets;
import org.moodlefleet.collector.tick.InstanceReading;
import org.moodlefleet.collector.tick.LeftOutMeasures;
import org.moodlefleet.collector.tick.TickCollection;
import org.moodlefleet.collector.tick.Watermarks;
import org.moodlefleet.model.Engine;

/** Runs the queries of one rate of one instance for their plans: what each costs its database. */
public final class InstanceExplain {

    /**
     * A query and its cost.
     *
     * @param set measure set with its template
     * @param sql as it was run, with {@code ?} for parameters
     * @param plan as the engine words it, with rows examined and time of each step; empty when it failed
     * @param time from here, the way included
     * @param leftOut what is not collected of it
     */
    public record Explained(
            String set,
            String sql,
            String plan,
            Duration time,
            Optional<LeftOutMeasures> leftOut,
            Optional<CollectionFailure> failure) {}

    private final Vertx vertx;
    private final CollectorContext context;

    public InstanceExplain(Vertx vertx, CollectorContext context) {
        this.vertx = vertx;
        this.context = context;
    }

    /** Fails when the database as a whole cannot be read. */
    public Future<List<Explained>> of(MoodleInstance instance, Rate rate, Instant tick) {
        MoodleDatabase database = new MoodleDatabase(vertx, instance, context.limits(), context.lanes());
        Watermarks none = new Watermarks(context.store());
        List<Template> templates = context.templatesFor(instance);
        InstanceReading reading = new InstanceReading(
                instance, database, templates, context.schemas(), none, TickCollection.QueryTimer.NONE);
        DueSets dueSets = new DueSets(templates, none);
        return database.onDemand(rate, session -> {
                    KnownMoodle moodle = reading.moodle(session);
                    Schedule schedule =
                            new Schedule(instance.id().toString(), reading.calendar(moodle.site()), context.spread());
                    Plans plans = new Plans(session, instance);
                    List<CollectionTask> due = dueSets.at(rate, tick, schedule);
                    SetVisitor.each(instance, moodle.site(), schedule.calendar(), moodle.offer(), due, plans);
                    return plans.all;
                })
                .eventually(database::close);
    }

    private static final class Plans implements SetVisitor.Visit {

        private final MoodleSession session;
        private final MoodleInstance instance;
        private final Engine engine;
        private final List<Explained> all = new ArrayList<>();

        private Plans(MoodleSession session, MoodleInstance instance) {
            this.session = session;
            this.instance = instance;
            this.engine = instance.database().engine();
        }

        @Override
        public void visit(CollectionTask due, Statement statement, Map<String, Object> parameters) throws SQLException {
            long start = System.nanoTime();
            List<Map<String, Object>> rows =
                    due.rows(session, statement.analyzed(engine).bind(parameters));
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            String plan = rows.stream()
                    .map(Map::values)
                    .flatMap(Collection::stream)
                    .map(String::valueOf)
                    .collect(Collectors.joining("\n"));
            String sql = statement.bind(parameters).sql();
            all.add(new Explained(due.name().toString(), sql, plan, time, due.leftOut(), Optional.empty()));
        }

        @Override
        public void failed(CollectionTask due, CollectionFailure failure) {
            String sql = due.statementFor(instance).sql();
            all.add(new Explained(due.name().toString(), sql, "", Duration.ZERO, due.leftOut(), Optional.of(failure)));
        }
    }
}
