package org.moodlefleet.collector.backlog;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.model.SetName;

/**
 * How many windows of a set one statement reads, and when a set that failed is tried again. A set begins with few windows;
 * what its statements take decides how many the next one reads, so that none is long for the Moodle's database.
 */
public final class BacklogPace {

    /** What has failed when nothing can be read, in the place of a set's name. */
    static final SetName DATABASE = new SetName("", "");

    private static final List<Duration> RETRIES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));

    /** What a statement shall take at the most, where a single window does not take longer. */
    private static final Duration AIM = Duration.ofSeconds(2);

    private static final int FASTEST_GROWTH = 4;

    private static final Map<Rate, Integer> FIRST =
            Map.of(Rate.HOURLY, 12, Rate.DAILY, 7, Rate.WEEKLY, 4, Rate.MONTHLY, 1);
    private static final Map<Rate, Integer> MOST =
            Map.of(Rate.HOURLY, 72, Rate.DAILY, 31, Rate.WEEKLY, 13, Rate.MONTHLY, 6);

    private final Map<SetName, Integer> next = new HashMap<>();
    /** Of sets that have failed with more. */
    private final Map<SetName, Integer> most = new HashMap<>();

    private final Map<SetName, Integer> attempts = new HashMap<>();
    private final Map<SetName, Instant> restingUntil = new HashMap<>();

    int windows(CatchUpSets.Known set) {
        return next.getOrDefault(set.name(), FIRST.get(set.set().rate()));
    }

    /** @param took the statement that read so many windows */
    void read(CatchUpSets.Known set, int windows, Duration took) {
        succeeded(set.name());
        if (windows == windows(set)) {
            double growth = (double) AIM.toNanos() / Math.max(1, took.toNanos());
            int wanted = (int) (windows * Math.min(FASTEST_GROWTH, growth));
            int bound = most.getOrDefault(set.name(), MOST.get(set.set().rate()));
            next.put(set.name(), Math.max(1, Math.min(bound, wanted)));
        }
    }

    void succeeded(SetName name) {
        attempts.remove(name);
    }

    /**
     * What was too much at once is tried by halves.
     *
     * @param windows that were read at once
     * @return whether the set rests, because it cannot be had in smaller pieces
     */
    boolean failed(SetName name, int windows, CollectionFailure.Kind kind, Instant now) {
        boolean tooMuch = kind == CollectionFailure.Kind.TIMEOUT || kind == CollectionFailure.Kind.BROKEN_MEASURE;
        if (tooMuch && windows > 1) {
            most.put(name, windows / 2);
            next.put(name, windows / 2);
            return false;
        }
        restingUntil.put(name, now.plus(pause(name)));
        return true;
    }

    /** Grows with each failure in a row. */
    Duration pause(SetName name) {
        int attempt = attempts.merge(name, 1, Integer::sum);
        return RETRIES.get(Math.min(attempt, RETRIES.size()) - 1);
    }

    boolean rests(SetName name, Instant now) {
        return restingUntil.getOrDefault(name, Instant.MIN).isAfter(now);
    }

    /** When the first of those that rest is tried again. */
    Optional<Instant> firstAwake(Instant now) {
        return restingUntil.values().stream()
                .filter(until -> until.isAfter(now))
                .min(Comparator.naturalOrder());
    }
}
