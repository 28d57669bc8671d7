package org.moodlefleet.collector.tick;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.collector.lane.ServerLanes;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.DatabaseLimits;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.SchemaCache;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.model.SetName;

/**
 * What all collectors of a fleet share.
 *
 * @param backlogPause between two statements of one instance that read its past
 */
public record CollectorContext(
        List<Template> templates,
        SampleStore store,
        DatabaseLimits limits,
        ServerLanes lanes,
        SchemaCache schemas,
        Spread spread,
        Duration backlogPause,
        MeterRegistry meters,
        Clock clock) {

    /** What is collected of an instance: the templates without the sets for which its operator lists nothing. */
    public List<Template> templatesFor(MoodleInstance instance) {
        return templates.stream()
                .map(template -> template.with(instance.settings().segments().given()))
                .toList();
    }

    /** The sets for which its operator lists nothing, by name. */
    public Set<SetName> setsLeftOutOf(MoodleInstance instance) {
        Set<SetName> names = names(templates);
        names.removeAll(names(templatesFor(instance)));
        return names;
    }

    private static Set<SetName> names(List<Template> templates) {
        return templates.stream()
                .flatMap(template -> template.sets().stream().map(set -> new SetName(template.id(), set.set())))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
