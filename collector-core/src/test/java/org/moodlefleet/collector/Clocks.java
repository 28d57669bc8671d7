package org.moodlefleet.collector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.InstanceId;
import org.moodlefleet.collector.schedule.Spread;

/** Clocks that run, set to where tests need them. */
final class Clocks {

    /** For deploying on a machine that is busy: a tick that is missed comes again after a minute only. */
    private static final long LEAD_SECONDS = 4;

    private Clocks() {}

    /** A clock that shows an instant now. */
    static Clock showing(Instant instant) {
        return Clock.offset(Clock.system(ZoneOffset.UTC), Duration.between(Instant.now(), instant));
    }

    /** A clock shortly before a second of a minute, at which instances may have their instant tick. */
    static Clock justBeforeSecond(int second, Instant minute) {
        return showing(minute.truncatedTo(ChronoUnit.MINUTES).plusSeconds(second - LEAD_SECONDS));
    }

    /** A clock shortly before the first instant tick of an instance after a moment. */
    static Clock justBeforeTick(InstanceId instance, Instant moment) {
        int second = (int) offset(instance).toSeconds();
        return justBeforeSecond(second, moment.plus(Duration.ofMinutes(1)));
    }

    static boolean ticksAtSecond(int second, InstanceId instance) {
        return offset(instance).toSeconds() == second;
    }

    private static Duration offset(InstanceId instance) {
        return Spread.DEFAULT.offset(instance.toString(), Rate.INSTANT);
    }
}
