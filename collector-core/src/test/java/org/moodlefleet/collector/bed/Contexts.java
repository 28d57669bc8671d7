package org.moodlefleet.collector.bed;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.measure.folder.TemplateFolder;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.collector.tick.CollectorContext;
import org.moodlefleet.collector.tick.SampleStore;

/** What collectors share, as tests want it. */
public final class Contexts {

    public static final List<Template> SHIPPED = TemplateFolder.shipped();

    private Contexts() {}

    public static CollectorContext of(SampleStore store) {
        return of(store, DatabaseLimits.DEFAULT, Clock.systemUTC());
    }

    public static CollectorContext of(SampleStore store, DatabaseLimits limits, Clock clock) {
        return of(SHIPPED, store, limits, clock);
    }

    /** The same with other templates than those that ship. */
    public static CollectorContext of(List<Template> templates, SampleStore store) {
        return of(templates, store, DatabaseLimits.DEFAULT, Clock.systemUTC());
    }

    private static CollectorContext of(
            List<Template> templates, SampleStore store, DatabaseLimits limits, Clock clock) {
        return new CollectorContext(
                templates,
                store,
                limits,
                new ServerLanes(limits.connectionsPerServer(), 48),
                new SchemaCache(Duration.ofHours(1)),
                Spread.DEFAULT,
                Duration.ofMillis(1),
                new SimpleMeterRegistry(),
                clock);
    }
}
