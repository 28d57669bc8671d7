package org.moodlefleet.collector;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.window.Calendar;

/**
 * The history that an instance's operator asks for. Each set is looked at once, after its first window: what is wanted
 * before that and can be had becomes backlog.
 */
final class AskedHistory {

    private final MoodleInstance instance;
    private final SampleStore store;
    private final Watermarks watermarks;
    private final CaughtUpSets sets;
    private final Set<String> askedFor = new HashSet<>();
    private final Map<Rate, Reach.Limit> limits = new EnumMap<>(Rate.class);

    AskedHistory(MoodleInstance instance, SampleStore store, Watermarks watermarks, CaughtUpSets sets) {
        this.instance = instance;
        this.store = store;
        this.watermarks = watermarks;
        this.sets = sets;
    }

    /** Whether there is history left that was asked for once and is not any more. */
    boolean isGivenUp(List<Backlog> backlogs) {
        return instance.settings().backfill().isEmpty()
                && backlogs.stream().anyMatch(backlog -> backlog.asked() && backlog.isOpen());
    }

    /** Whether a set has been collected since it was last looked whether more of their past is wanted. */
    boolean isToBeAskedFor() {
        return !notLookedAt().isEmpty();
    }

    private Map<String, Instant> notLookedAt() {
        return instance.settings().backfill().isEmpty()
                ? Map.of()
                : watermarks.all().entrySet().stream()
                        .filter(set -> !askedFor.contains(set.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @return whether backlogs may have been added */
    Future<Boolean> ask(List<Backlog> backlogs, Calendar calendar, Reach reach) {
        Map<String, Instant> wanted = notLookedAt();
        if (wanted.isEmpty()) {
            return Future.succeededFuture(false);
        }
        Instant from = calendar.back(instance.settings().backfill().orElseThrow(), reach.now());
        return store.ask(instance.id(), sets.toAsk(wanted, backlogs, from, reach, calendar, limits))
                .onSuccess(stored -> askedFor.addAll(wanted.keySet()))
                .map(true);
    }

    /** What keeps the history shorter than it was asked for, by rate. */
    Map<Rate, Reach.Limit> limits() {
        return limits;
    }
}
