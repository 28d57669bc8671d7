package org.moodlefleet.collector.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.moodlefleet.collector.measure.Rate;

/**
 * The windows of an instance's time zone (docs/measures-rules.md, section 1): calendar hours, days, ISO weeks
 * and months. Days have 23 or 25 hours when clocks change; a local midnight that does not exist is the
 * first instant after it.
 */
public record Calendar(ZoneId zone) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The last complete window of a rate at a tick; at the instant rate the minute before the tick. */
    public Window before(Rate rate, Instant tick) {
        Instant end = rate == Rate.INSTANT ? tick : startOfCurrent(rate, tick);
        return new Window(previous(rate, end), end);
    }

    /**
     * All complete windows after a watermark, oldest first.
     *
     * @param watermark end of the last window that is safe
     */
    public List<Window> between(Rate rate, Instant watermark, Instant tick) {
        Deque<Window> windows = new ArrayDeque<>();
        Window window = before(rate, tick);
        while (!window.start().isBefore(watermark)) {
            windows.addFirst(window);
            window = new Window(previous(rate, window.start()), window.start());
        }
        return List.copyOf(windows);
    }

    /**
     * Whole windows from a moment on, oldest first.
     *
     * @param until no window ends later
     * @param most of them
     */
    public List<Window> from(Rate rate, Instant from, Instant until, int most) {
        List<Window> windows = new ArrayList<>();
        Instant start = startOnOrAfter(rate, from);
        while (windows.size() < most) {
            Window window = new Window(start, startOfNext(rate, start));
            if (window.end().isAfter(until)) {
                break;
            }
            windows.add(window);
            start = window.end();
        }
        return windows;
    }

    /** Number of the whole windows between two moments. */
    public long count(Rate rate, Instant from, Instant until) {
        Instant start = startOnOrAfter(rate, from);
        if (!start.isBefore(until)) {
            return 0;
        }
        return switch (rate) {
            case INSTANT -> ChronoUnit.MINUTES.between(start, until);
            case HOURLY -> ChronoUnit.HOURS.between(start, until);
            case DAILY -> ChronoUnit.DAYS.between(date(start), date(until));
            case WEEKLY -> ChronoUnit.WEEKS.between(date(start), date(until));
            case MONTHLY -> ChronoUnit.MONTHS.between(date(start), date(until));
        };
    }

    /** The first start of a period that is not before a moment. */
    public Instant startOnOrAfter(Rate rate, Instant moment) {
        Instant start = startOfCurrent(rate, moment);
        return start.isBefore(moment) ? startOfNext(rate, moment) : start;
    }

    /** A moment that lies a period of the calendar before another. */
    public Instant back(Period period, Instant moment) {
        return ZonedDateTime.ofInstant(moment, zone).minus(period).toInstant();
    }

    /** Start of the period (hour, day, week, month) that comes after the one of a moment. */
    public Instant startOfNext(Rate rate, Instant moment) {
        return switch (rate) {
            case INSTANT -> moment.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
            case HOURLY -> startOfHour(moment).plus(Duration.ofHours(1));
            case DAILY -> midnight(date(moment).plusDays(1));
            case WEEKLY -> midnight(date(moment).with(TemporalAdjusters.next(DayOfWeek.MONDAY)));
            case MONTHLY -> midnight(date(moment).with(TemporalAdjusters.firstDayOfNextMonth()));
        };
    }

    /** Start of the period that a moment is in. */
    public Instant startOfCurrent(Rate rate, Instant moment) {
        return switch (rate) {
            case INSTANT -> moment.truncatedTo(ChronoUnit.MINUTES);
            case HOURLY -> startOfHour(moment);
            case DAILY -> midnight(date(moment));
            case WEEKLY -> midnight(date(moment).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTHLY -> midnight(date(moment).withDayOfMonth(1));
        };
    }

    /** Start of the complete local days, that many, which end with the day window of a tick. */
    public Instant startOfDays(int days, Instant tick) {
        return midnight(date(tick).minusDays(days));
    }

    private Instant previous(Rate rate, Instant end) {
        return switch (rate) {
            case INSTANT -> end.minus(MINUTE);
            case HOURLY -> end.minus(Duration.ofHours(1));
            case DAILY -> midnight(date(end.minusSeconds(1)));
            case WEEKLY -> midnight(date(end.minusSeconds(1)).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTHLY -> midnight(date(end.minusSeconds(1)).withDayOfMonth(1));
        };
    }

    /** Hours are 3600 s long whatever the clocks do, so the offset of the moment decides. */
    private Instant startOfHour(Instant moment) {
        int offset = zone.getRules().getOffset(moment).getTotalSeconds();
        long second = moment.getEpochSecond();
        return Instant.ofEpochSecond(second - Math.floorMod(second + offset, 3600));
    }

    private LocalDate date(Instant moment) {
        return ZonedDateTime.ofInstant(moment, zone).toLocalDate();
    }

    private Instant midnight(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
