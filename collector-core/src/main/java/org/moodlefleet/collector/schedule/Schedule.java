package org.moodlefleet.collector.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.window.Calendar;

/** The ticks of one instance: the start of each period of the calendar, plus the instance's own offset. */
public record Schedule(String instance, Calendar calendar, Spread spread) {

    /** The first tick of a rate that is later than a moment; whole seconds. */
    public Instant next(Rate rate, Instant after) {
        Duration offset = spread.offset(instance, rate);
        Instant moment = after.truncatedTo(ChronoUnit.SECONDS);
        Instant inThisPeriod = calendar.startOfCurrent(rate, moment).plus(offset);
        return inThisPeriod.isAfter(after)
                ? inThisPeriod
                : calendar.startOfNext(rate, moment).plus(offset);
    }

    /** The tick at which a window that has ended was to be collected. */
    public Instant tickAfter(Rate rate, Instant windowEnd) {
        return windowEnd.plus(spread.offset(instance, rate));
    }
}
