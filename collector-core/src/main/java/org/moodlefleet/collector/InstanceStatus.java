package org.moodlefleet.collector;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleSite;

/**
 * What is known of an instance.
 *
 * @param since when the state began
 * @param failure why the state is {@code DOWN}
 * @param site what the Moodle last said of itself
 * @param ticks the last tick of each rate
 */
public record InstanceStatus(
        State state,
        Instant since,
        Optional<CollectionFailure> failure,
        Optional<MoodleSite> site,
        Map<Rate, TickReport> ticks) {

    /** Whether the database answers. */
    public enum State {
        /** Not asked yet. */
        UNKNOWN,
        UP,
        DOWN
    }

    static InstanceStatus unknown(Instant now) {
        return new InstanceStatus(State.UNKNOWN, now, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Ids of the templates that the Moodle yields something of; empty while that is not known. */
    public Set<String> templates() {
        return ticks.values().stream()
                .max(Comparator.comparing(TickReport::tick))
                .map(TickReport::templates)
                .orElse(Set.of());
    }

    InstanceStatus after(TickReport report, Instant now) {
        Map<Rate, TickReport> newest = new EnumMap<>(Rate.class);
        newest.putAll(ticks);
        newest.put(report.rate(), report);
        return new InstanceStatus(
                State.UP,
                state == State.UP ? since : now,
                Optional.empty(),
                Optional.of(report.site()),
                Map.copyOf(newest));
    }

    InstanceStatus after(CollectionFailure why, Instant now) {
        Instant began = state == State.DOWN ? since : now;
        return new InstanceStatus(State.DOWN, began, Optional.of(why), site, ticks);
    }
}
