package org.moodlefleet.collector.backlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.status.BacklogStatus;
import org.moodlefleet.collector.tick.HistoryLimits;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.Backlog;
import org.moodlefleet.model.SetName;

/** The measure sets of an instance whose past can be collected, by name. */
public final class CatchUpSets {

    /** A measure set with its template. */
    record Known(Template template, MeasureSet set) {
        SetName name() {
            return new SetName(template.id(), set.set());
        }
    }

    private final Map<SetName, Known> byName = new LinkedHashMap<>();

    public CatchUpSets(List<Template> templates) {
        for (Template template : templates) {
            template.queried().stream()
                    .filter(MeasureSet::catchesUp)
                    .map(set -> new Known(template, set))
                    .forEach(known -> byName.put(known.name(), known));
        }
    }

    Known get(SetName name) {
        return byName.get(name);
    }

    /** What is to be collected next: the oldest window of all sets. */
    Optional<Backlog> oldest(List<Backlog> backlogs, Predicate<SetName> wanted) {
        return backlogs.stream()
                .filter(Backlog::isOpen)
                .filter(backlog -> byName.containsKey(backlog.set()))
                .filter(backlog -> wanted.test(backlog.set()))
                .min(Comparator.comparing(Backlog::next).thenComparing(Backlog::set));
    }

    /**
     * What must be asked for so that the sets' past begins a period ago, or as near to that as it can be had.
     *
     * @param watermarks of the sets that have been collected
     * @param wanted where it shall begin
     * @param limits takes what bounds it, by rate
     */
    List<Backlog> toAsk(
            Map<SetName, Instant> watermarks,
            List<Backlog> known,
            Instant wanted,
            HistoryLimits reach,
            Calendar calendar,
            Map<Rate, HistoryLimits.Limit> limits) {
        List<Backlog> asked = new ArrayList<>();
        for (Known one : byName.values()) {
            Rate rate = one.set().rate();
            Optional<Instant> begins = Optional.ofNullable(watermarks.get(one.name()))
                    .map(watermark -> begins(known, one.name(), calendar.before(rate, watermark)));
            if (begins.isPresent()) {
                HistoryLimits.Bound bound = reach.bound(one.template(), rate, wanted);
                bound.limit().ifPresent(limit -> limits.put(rate, limit));
                Instant from = calendar.startOnOrAfter(rate, bound.from());
                if (from.isBefore(begins.get())) {
                    asked.add(new Backlog(one.name(), from, from, begins.get(), true));
                }
            }
        }
        return asked;
    }

    /**
     * How far back a set has been collected, or is going to be.
     *
     * @param last window before the watermark, for a set of which nothing older is known
     */
    private static Instant begins(List<Backlog> known, SetName set, Window last) {
        return known.stream()
                .filter(backlog -> backlog.set().equals(set))
                .map(Backlog::first)
                .min(Comparator.naturalOrder())
                .orElse(last.start());
    }

    Map<Rate, BacklogStatus> status(List<Backlog> backlogs, Calendar calendar, Map<Rate, HistoryLimits.Limit> limits) {
        Map<Rate, BacklogStatus> byRate = new EnumMap<>(Rate.class);
        for (Backlog backlog : backlogs) {
            Known known = byName.get(backlog.set());
            if (known != null && backlog.first().isBefore(backlog.end())) {
                Rate rate = known.set().rate();
                long left = calendar.count(rate, backlog.next(), backlog.end());
                long all = calendar.count(rate, backlog.first(), backlog.end());
                byRate.merge(rate, BacklogStatus.NONE.with(backlog, left, all), (a, b) -> a.with(backlog, left, all));
            }
        }
        limits.forEach((rate, limit) ->
                byRate.merge(rate, BacklogStatus.NONE.limitedBy(limit.label()), (a, b) -> a.limitedBy(limit.label())));
        return byRate;
    }
}
