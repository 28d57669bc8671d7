package org.moodlefleet.collector.tick;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.zabbix.template.TimePeriod;

/**
 * How far back there is something to collect, and somebody who keeps it.
 *
 * @param now when it was found out
 * @param oldestLog time of the oldest entry of the standard log; empty when it has none
 */
public record HistoryLimits(Instant now, MoodleSite site, Optional<Instant> oldestLog) {

    /** A log is purged once a day. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    /** What keeps the past short. */
    public enum Limit {
        /** The Moodle's standard log does not go further back. */
        LOG,
        /** Zabbix keeps values no longer; it drops older ones without a word. */
        ZABBIX_HISTORY;

        /** {@code zabbix-history}. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public boolean isFresh(Instant later) {
        return now.plus(LIFETIME).isAfter(later);
    }

    /** These limits as they are at a later time. */
    public HistoryLimits at(Instant later, MoodleSite as) {
        return new HistoryLimits(later, as, oldestLog);
    }

    /** Where the past of a rate begins that may be asked for, and what bounds it. */
    public record Bound(Instant from, Optional<Limit> limit) {}

    /** @param wanted moment from which on somebody would like to have the past */
    public Bound bound(Template template, Rate rate, Instant wanted) {
        Instant log = oldestLog.orElse(now);
        Instant history = historyFrom(template, rate);
        if (!wanted.isBefore(log) && !wanted.isBefore(history)) {
            return new Bound(wanted, Optional.empty());
        }
        return log.isBefore(history)
                ? new Bound(history, Optional.of(Limit.ZABBIX_HISTORY))
                : new Bound(log, Optional.of(Limit.LOG));
    }

    /** What is in the way of a late window; empty when it can be had. */
    public Optional<Limit> inTheWayOf(CollectionTask due, Map<String, Object> parameters) {
        if (!reachesLog(due.set(), parameters)) {
            return Optional.of(Limit.LOG);
        }
        Instant clock = Instant.ofEpochSecond(due.window().clock());
        return clock.isBefore(historyFrom(due.template(), due.set().rate()))
                ? Optional.of(Limit.ZABBIX_HISTORY)
                : Optional.empty();
    }

    /**
     * The time before the log's first entry was not quiet: nobody knows it, be it that nobody wrote or that somebody has
     * purged. So a window that the first entry lies in cannot be had either.
     */
    private boolean reachesLog(MeasureSet set, Map<String, Object> parameters) {
        return set.needs()
                .logFrom()
                .map(parameter -> TickParameters.logFrom(parameter, parameters))
                .map(from -> site.logReachesBackTo(from, now)
                        && oldestLog.filter(oldest -> !oldest.isAfter(from)).isPresent())
                .orElse(true);
    }

    private Instant historyFrom(Template template, Rate rate) {
        String history = template.zabbix().storage().get(rate).history();
        return TimePeriod.parse(history).map(now::minus).orElse(Instant.MIN);
    }
}
