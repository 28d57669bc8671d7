package org.moodlefleet.collector.tick;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.collector.backlog.BacklogWork;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.SetName;

/**
 * What is due at a tick: each measure set of the rate whose watermark is before the end of the last complete window, for
 * that window. What was passed over before it is the business of {@link BacklogWork}, so that nothing current waits for
 * the past. Discoveries come before all else: while the rest is read, Zabbix makes the items of new segments.
 */
public final class DueSets {

    private final List<Template> templates;
    private final Watermarks watermarks;

    public DueSets(List<Template> templates, Watermarks watermarks) {
        this.templates = templates;
        this.watermarks = watermarks;
    }

    public List<CollectionTask> at(Rate rate, Instant tick, Schedule schedule) {
        Window last = schedule.calendar().before(rate, tick);
        List<CollectionTask> due = new ArrayList<>();
        for (Template template : templates) {
            for (MeasureSet set : template.queried()) {
                if (set.rate() == rate) {
                    due.addAll(due(template, set, last, tick, schedule));
                }
            }
        }
        due.sort(Comparator.comparing(one -> one.set().shape() != Shape.DISCOVERY));
        return due;
    }

    /** Values of the instant rate that are gone: of each set, those of the ticks between its watermark and this tick. */
    public long instantStatesMissedBefore(Instant tick) {
        return templates.stream()
                .flatMap(template -> template.queried().stream()
                        .filter(set -> set.rate() == Rate.INSTANT)
                        .map(set -> set.stateMeasures()
                                * watermarks
                                        .of(name(template, set))
                                        .map(last -> ticksBetween(last, tick))
                                        .orElse(0L)))
                .mapToLong(Long::longValue)
                .sum();
    }

    /** End of the last window of a rate that is safe of all its sets which were ever collected. */
    public Optional<Instant> watermark(Rate rate) {
        return templates.stream()
                .flatMap(template -> template.queried().stream()
                        .filter(set -> set.rate() == rate)
                        .flatMap(set -> watermarks.of(name(template, set)).stream()))
                .min(Comparator.naturalOrder());
    }

    private static long ticksBetween(Instant last, Instant tick) {
        return Math.max(0, Duration.between(last, tick).toMinutes() - 1);
    }

    private static SetName name(Template template, MeasureSet set) {
        return new SetName(template.id(), set.set());
    }

    /** Whether a set of the rate still has a window to be collected. */
    public boolean remain(Rate rate, Instant tick, Schedule schedule) {
        return !at(rate, tick, schedule).isEmpty();
    }

    private List<CollectionTask> due(Template template, MeasureSet set, Window last, Instant tick, Schedule schedule) {
        Instant watermark = watermarks.of(name(template, set)).orElse(null);
        if (watermark == null || set.rate() == Rate.INSTANT) {
            return List.of(new CollectionTask(template, set, last, tick, false, 0));
        }
        int windows = schedule.calendar().between(set.rate(), watermark, tick).size();
        return windows == 0 ? List.of() : List.of(new CollectionTask(template, set, last, tick, false, windows - 1));
    }
}
