package org.moodlefleet.collector;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.moodle.ServerLanes;
import org.moodlefleet.collector.schedule.Spread;

/** What all collectors of a fleet share. */
public record CollectorContext(
        List<Template> templates,
        SampleStore store,
        DatabaseLimits limits,
        ServerLanes lanes,
        SchemaCache schemas,
        Spread spread,
        MeterRegistry meters,
        Clock clock) {}
