package org.moodlefleet.collector.backlog;

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
import org.moodlefleet.collector.tick.HistoryLimits;
import org.moodlefleet.collector.tick.SampleStore;
import org.moodlefleet.collector.tick.Watermarks;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.SetName;

/**
 * The history that an instance's operator asks for. Each set is looked at once, after its first window: what is wanted
 * before that and can be had becomes backlog.
 */
public final class BackfillRequest {

    private final MoodleInstance instance;
    private final SampleStore store;
    private final Watermarks watermarks;
    private final CatchUpSets sets;
    private final Set<SetName> askedFor = new HashSet<>();
    private final Map<Rate, HistoryLimits.Limit> limits = new EnumMap<>(Rate.class);

    public BackfillRequest(MoodleInstance instance, SampleStore store, Watermarks watermarks, CatchUpSets sets) {
        this.instance = instance;
        this.store = store;
        this.watermarks = watermarks;
        this.sets = sets;
    }

    /** Whether there is history left that was asked for once and is not any more. */
    boolean isGivenUp(List<Backlog> backlogs) {
        return instance.settings().backfill() == null
                && backlogs.stream().anyMatch(backlog -> backlog.asked() && backlog.isOpen());
    }

    /** Whether a set has been collected since it was last looked whether more of their past is wanted. */
    boolean isToBeAskedFor() {
        return !notLookedAt().isEmpty();
    }

    private Map<SetName, Instant> notLookedAt() {
        return instance.settings().backfill() == null
                ? Map.of()
                : watermarks.all().entrySet().stream()
                        .filter(set -> !askedFor.contains(set.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @return whether backlogs may have been added */
    Future<Boolean> ask(List<Backlog> backlogs, Calendar calendar, HistoryLimits reach) {
        Map<SetName, Instant> wanted = notLookedAt();
        if (wanted.isEmpty()) {
            return Future.succeededFuture(false);
        }
        Instant from = calendar.back(instance.settings().backfill(), reach.now());
        return store.ask(instance.id(), sets.toAsk(wanted, backlogs, from, reach, calendar, limits))
                .onSuccess(stored -> askedFor.addAll(wanted.keySet()))
                .map(true);
    }

    /** What keeps the history shorter than it was asked for, by rate. */
    Map<Rate, HistoryLimits.Limit> limits() {
        return limits;
    }
}
