package org.moodlefleet.collector.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.message.CollectorMessage;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.tick.TickReport;

/**
 * What is known of an instance.
 *
 * @param since when the state began
 * @param failure why the state is {@code DOWN}
 * @param site what the Moodle last said of itself
 * @param ticks the last tick of each rate
 * @param watermarks end of the last window whose samples are safe, of the set that is furthest behind, by rate
 * @param backlogs what is to be caught up, by rate
 * @param next the tick that each rate waits for
 */
public record InstanceStatus(
        State state,
        Instant since,
        Optional<CollectionFailure> failure,
        Optional<MoodleSite> site,
        Map<Rate, TickReport> ticks,
        Map<Rate, Instant> watermarks,
        Map<Rate, BacklogStatus> backlogs,
        Map<Rate, Instant> next) {

    /** Whether the database answers. */
    public enum State {
        /** Not asked yet. */
        UNKNOWN,
        UP,
        DOWN
    }

    /** Two instant ticks and the time that each may take. */
    private static final Duration OVERDUE = Duration.ofSeconds(150);

    public static InstanceStatus unknown(Instant now) {
        return new InstanceStatus(
                State.UNKNOWN, now, Optional.empty(), Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** Ids of the templates that the Moodle yields something of; empty while that is not known. */
    public Set<String> templates() {
        return ticks.values().stream()
                .max(Comparator.comparing(TickReport::tick))
                .map(TickReport::templates)
                .orElse(Set.of());
    }

    /** The same, looked at a moment: of a Moodle whose instant tick is overdue nobody knows whether it is up. */
    public InstanceStatus seenAt(Instant now) {
        Instant ended =
                ticks.containsKey(Rate.INSTANT) ? ticks.get(Rate.INSTANT).tick() : since;
        Instant last = ended.isAfter(since) ? ended : since;
        return state == State.DOWN || Duration.between(last, now).compareTo(OVERDUE) < 0
                ? this
                : after(
                        new CollectionFailure(CollectionFailure.Kind.TIMEOUT, CollectorMessage.OVERDUE.with(last)),
                        last.plus(OVERDUE));
    }

    /** How long the Moodle has yielded nothing; zero while it answers, or is not known not to. */
    public Duration silence(Instant now) {
        if (state != State.DOWN) {
            return Duration.ZERO;
        }
        // watermarks outlive a restart of the program, ticks are younger
        Instant heard = Stream.concat(
                        watermarks.values().stream(), ticks.values().stream().map(TickReport::tick))
                .max(Comparator.naturalOrder())
                .orElse(since);
        return Duration.between(heard, now);
    }

    public InstanceStatus withWatermarks(Map<Rate, Instant> now) {
        return new InstanceStatus(state, since, failure, site, ticks, Map.copyOf(now), backlogs, next);
    }

    public InstanceStatus withBacklogs(Map<Rate, BacklogStatus> now) {
        return new InstanceStatus(state, since, failure, site, ticks, watermarks, Map.copyOf(now), next);
    }

    public InstanceStatus withNext(Map<Rate, Instant> planned) {
        return new InstanceStatus(state, since, failure, site, ticks, watermarks, backlogs, Map.copyOf(planned));
    }

    public InstanceStatus after(TickReport report, Instant now) {
        Map<Rate, TickReport> newest = new EnumMap<>(Rate.class);
        newest.putAll(ticks);
        newest.merge(report.rate(), report, (before, latest) -> latest.after(before));
        return new InstanceStatus(
                State.UP,
                state == State.UP ? since : now,
                Optional.empty(),
                Optional.of(report.site()),
                Map.copyOf(newest),
                watermarks,
                backlogs,
                next);
    }

    public InstanceStatus after(CollectionFailure why, Instant now) {
        Instant began = state == State.DOWN ? since : now;
        return new InstanceStatus(State.DOWN, began, Optional.of(why), site, ticks, watermarks, backlogs, next);
    }
}
