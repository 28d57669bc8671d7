package org.moodlefleet.testbed.oracle;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The last complete hour, day, ISO week and month before a tick, as a calendar on the wall of the given zone shows them
 * (docs/measures-rules.md, section 1). A midnight that clocks skip is the first instant after it.
 */
public final class CalendarWindows {
    private final Instant tick;
    private final ZoneId zone;

    public CalendarWindows(Instant tick, ZoneId zone) {
        this.tick = tick.truncatedTo(ChronoUnit.SECONDS);
        this.zone = zone;
    }

    /** The window of a rate, named in lower case. */
    public Window of(String rate) {
        return of(Rate.named(rate));
    }

    Window of(Rate rate) {
        return switch (rate) {
            case INSTANT -> lastSeconds(60);
            case HOURLY -> hour();
            case DAILY -> day();
            case WEEKLY -> week();
            case MONTHLY -> month();
        };
    }

    /** The seconds just before the tick, whatever the calendar. */
    public Window lastSeconds(long seconds) {
        return new Window(tick.getEpochSecond() - seconds, tick.getEpochSecond());
    }

    /** 3600 s that end where the local hour of the tick begins. */
    public Window hour() {
        long end = local().truncatedTo(ChronoUnit.HOURS).toEpochSecond();
        return new Window(end - 3600, end);
    }

    public Window day() {
        return dayBefore(today());
    }

    /** That many complete days, the last being {@link #day()}. */
    public Window days(int count) {
        LocalDate date = today();
        for (int i = 0; i < count; i++) {
            date = lastDateBefore(date);
        }
        return new Window(startOf(date), startOf(today()));
    }

    public Window week() {
        LocalDate monday = today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Window(startOf(monday.minusWeeks(1)), startOf(monday));
    }

    public Window month() {
        LocalDate first = today().withDayOfMonth(1);
        return new Window(startOf(first.minusMonths(1)), startOf(first));
    }

    private Window dayBefore(LocalDate date) {
        return new Window(startOf(lastDateBefore(date)), startOf(date));
    }

    /** Not always the date before: Samoa had no 30 December 2011. */
    private LocalDate lastDateBefore(LocalDate date) {
        LocalDate before = date.minusDays(1);
        while (startOf(before) == startOf(date)) {
            before = before.minusDays(1);
        }
        return before;
    }

    private long startOf(LocalDate date) {
        return date.atStartOfDay(zone).toEpochSecond();
    }

    private LocalDate today() {
        return local().toLocalDate();
    }

    private ZonedDateTime local() {
        return tick.atZone(zone);
    }
}
