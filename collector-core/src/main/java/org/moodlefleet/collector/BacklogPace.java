package org.moodlefleet.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.moodle.CollectionFailure;

/** How many windows of a set one statement reads, and when a set that failed is tried again. */
final class BacklogPace {

    private static final Map<Rate, Integer> MOST =
            Map.of(Rate.HOURLY, 24, Rate.DAILY, 31, Rate.WEEKLY, 8, Rate.MONTHLY, 3);

    private final List<Duration> retries;
    private final Map<String, Integer> most = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Instant> restingUntil = new HashMap<>();

    BacklogPace(List<Duration> retries) {
        this.retries = retries;
    }

    /** A list's order does not outlive a union. */
    int windows(String name, MeasureSet set) {
        return set.shape() == Shape.LIST ? 1 : most.getOrDefault(name, MOST.get(set.rate()));
    }

    void succeeded(String name) {
        attempts.remove(name);
    }

    /**
     * What was too much at once is tried by halves.
     *
     * @param windows that were read at once
     * @return whether the set rests, because it cannot be had in smaller pieces
     */
    boolean failed(String name, int windows, CollectionFailure.Kind kind, Instant now) {
        boolean tooMuch = kind == CollectionFailure.Kind.TIMEOUT || kind == CollectionFailure.Kind.BROKEN_MEASURE;
        if (tooMuch && windows > 1) {
            most.put(name, windows / 2);
            return false;
        }
        restingUntil.put(name, now.plus(pause(name)));
        return true;
    }

    /** Grows with each failure in a row. */
    Duration pause(String name) {
        int attempt = attempts.merge(name, 1, Integer::sum);
        return retries.get(Math.min(attempt, retries.size()) - 1);
    }

    boolean rests(String name, Instant now) {
        return restingUntil.getOrDefault(name, Instant.MIN).isAfter(now);
    }

    /** When the first of those that rest is tried again. */
    Optional<Instant> firstAwake(Instant now) {
        return restingUntil.values().stream()
                .filter(until -> until.isAfter(now))
                .min(Comparator.naturalOrder());
    }
}
