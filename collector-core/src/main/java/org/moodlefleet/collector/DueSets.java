package org.moodlefleet.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.window.Window;

/**
 * What is due at a tick: each measure set of the rate for every complete window after its watermark,
 * oldest first. A set without watermark is due for the last window only. Discoveries come before all else:
 * while the rest is read, Zabbix makes the items of new segments.
 */
final class DueSets {

    /** Windows of one set that are caught up at one tick; newer ones wait for the next. */
    private static final int MOST_WINDOWS = 48;

    private final List<Template> templates;
    private final Watermarks watermarks;

    DueSets(List<Template> templates, Watermarks watermarks) {
        this.templates = templates;
        this.watermarks = watermarks;
    }

    List<Due> at(Rate rate, Instant tick, Schedule schedule) {
        Window last = schedule.calendar().before(rate, tick);
        List<Due> due = new ArrayList<>();
        for (Template template : templates) {
            for (MeasureSet set : template.sets()) {
                if (set.rate() == rate) {
                    due.addAll(due(template, set, last, tick, schedule));
                }
            }
        }
        due.sort(Comparator.<Due, Boolean>comparing(one -> one.set().shape() != Shape.DISCOVERY)
                .thenComparing(one -> one.window().end()));
        return due;
    }

    /** Values of the instant rate that are gone: of each set, those of the ticks between its watermark and this tick. */
    long instantStatesMissedBefore(Instant tick) {
        return templates.stream()
                .flatMap(template -> template.sets().stream()
                        .filter(set -> set.rate() == Rate.INSTANT)
                        .map(set -> set.stateMeasures()
                                * watermarks
                                        .of(name(template, set))
                                        .map(last -> ticksBetween(last, tick))
                                        .orElse(0L)))
                .mapToLong(Long::longValue)
                .sum();
    }

    private static long ticksBetween(Instant last, Instant tick) {
        return Math.max(0, Duration.between(last, tick).toMinutes() - 1);
    }

    private static String name(Template template, MeasureSet set) {
        return template.id() + "/" + set.set();
    }

    /** Whether a set of the rate still has a window to be collected. */
    boolean remain(Rate rate, Instant tick, Schedule schedule) {
        return !at(rate, tick, schedule).isEmpty();
    }

    private List<Due> due(Template template, MeasureSet set, Window last, Instant tick, Schedule schedule) {
        Instant watermark = watermarks.of(name(template, set)).orElse(null);
        if (watermark == null || set.rate() == Rate.INSTANT) {
            return List.of(new Due(template, set, last, tick, false, 0));
        }
        List<Window> windows = schedule.calendar().between(set.rate(), watermark, tick);
        if (!set.hasWindowMeasures()) {
            return windows.isEmpty()
                    ? List.of()
                    : List.of(new Due(template, set, last, tick, false, windows.size() - 1));
        }
        return windows.stream()
                .limit(MOST_WINDOWS)
                .map(window -> window.equals(last)
                        ? new Due(template, set, last, tick, false, 0)
                        : new Due(template, set, window, schedule.tickAfter(set.rate(), window.end()), true, 0))
                .toList();
    }
}
