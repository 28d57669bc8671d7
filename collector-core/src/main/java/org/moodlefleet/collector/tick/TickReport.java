package org.moodlefleet.collector.tick;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleSite;

/**
 * What came of a tick.
 *
 * @param templates ids of the templates that this Moodle yields something of
 * @param sets number of measure sets that were due
 * @param samples number of samples stored
 * @param statesMissed values of missed ticks that cannot be had any more
 * @param skipped measure sets that this Moodle does not offer the data for
 * @param leftOut measures of the templates that this Moodle yields something of, which it lacks what they rest on for
 */
public record TickReport(
        Rate rate,
        Instant tick,
        MoodleSite site,
        Set<String> templates,
        int sets,
        int samples,
        long statesMissed,
        List<String> skipped,
        List<LeftOutMeasures> leftOut,
        List<SetFailure> failures) {

    /** What is to be shown after another of its rate: where nothing was due, that one's samples are the last. */
    public TickReport after(TickReport before) {
        return sets > 0
                ? this
                : new TickReport(
                        rate,
                        tick,
                        site,
                        templates,
                        before.sets,
                        before.samples,
                        statesMissed,
                        skipped,
                        before.leftOut,
                        failures);
    }
}
