package org.moodlefleet.collector;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleSite;

/**
 * What came of a tick.
 *
 * @param templates ids of the templates that this Moodle yields something of
 * @param samples number of samples stored
 * @param statesMissed values of missed ticks that cannot be had any more
 * @param skipped measure sets that this Moodle does not offer the data for
 */
public record TickReport(
        Rate rate,
        Instant tick,
        MoodleSite site,
        Set<String> templates,
        int samples,
        long statesMissed,
        List<String> skipped,
        List<SetFailure> failures) {}
