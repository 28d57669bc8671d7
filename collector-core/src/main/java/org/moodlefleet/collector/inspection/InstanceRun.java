package org.moodlefleet.collector.inspection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.MoodleDatabase;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.DueSets;
import org.moodlefleet.collector.tick.InstanceReading;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.SetWindow;
import org.moodlefleet.collector.tick.TickCollection;
import org.moodlefleet.collector.tick.TickReport;
import org.moodlefleet.collector.tick.Watermarks;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;
import org.moodlefleet.zabbix.Sample;

/** Collects one rate of one instance once, apart from its schedule and without touching its watermarks. */
public final class InstanceRun {

    /** What was read. */
    public record Result(TickReport report, List<Sample> samples) {}

    private final Vertx vertx;
    private final CollectorContext context;

    public InstanceRun(Vertx vertx, CollectorContext context) {
        this.vertx = vertx;
        this.context = context;
    }

    /**
     * @param tick moment for which is collected: windows are the last complete ones before it
     * @return fails when the database as a whole cannot be read
     */
    public Future<Result> collect(MoodleInstance instance, Rate rate, Instant tick) {
        MoodleDatabase database = new MoodleDatabase(vertx, instance, context.limits(), context.lanes());
        Collected samples = new Collected();
        List<Template> templates = context.templatesFor(instance);
        InstanceReading reading = new InstanceReading(
                instance, database, templates, context.schemas(), samples, TickCollection.QueryTimer.NONE);
        DueSets dueSets = new DueSets(templates, new Watermarks(samples));
        return reading.collectOnDemand(
                        rate,
                        tick,
                        (moodle, calendar) -> dueSets.at(
                                rate, tick, new Schedule(instance.id().toString(), calendar, context.spread())))
                .map(report -> new Result(report, List.copyOf(samples.all)))
                .eventually(database::close);
    }

    private static final class Collected implements SampleStore {

        private final List<Sample> all = new ArrayList<>();

        @Override
        public Future<Void> store(InstanceId instance, SetWindow window, List<Sample> samples) {
            all.addAll(samples);
            return Future.succeededFuture();
        }

        @Override
        public Future<Map<SetName, Instant>> watermarks(InstanceId instance) {
            return Future.succeededFuture(Map.of());
        }
    }
}
