package org.moodlefleet.collector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.model.InstanceId;

/** Clocks that run, set to where tests need them. */
final class Clocks {

    /** For deploying on a machine that is busy: a tick that is missed comes again after a minute only. */
    private static final long LEAD_SECONDS = 4;

    private static final long START_SPREAD_SECONDS = 20;
    private static final long PROMPT_SECONDS = 3;

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

    /** The first name of an instance, of those with a number, that has its first ticks of all rates soon after a start. */
    static String promptName(String prefix) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> prefix + "-" + i)
                .filter(name -> Arrays.stream(Rate.values())
                        .filter(rate -> rate != Rate.INSTANT)
                        .allMatch(rate -> firstTick(name, rate) < PROMPT_SECONDS))
                .findFirst()
                .orElseThrow();
    }

    /** As the collector spreads what is due at a start. */
    private static long firstTick(String name, Rate rate) {
        return Spread.DEFAULT
                        .offset(new InstanceId("acme", name).toString(), rate)
                        .toSeconds()
                % START_SPREAD_SECONDS;
    }

    static boolean ticksAtSecond(int second, InstanceId instance) {
        return offset(instance).toSeconds() == second;
    }

    private static Duration offset(InstanceId instance) {
        return Spread.DEFAULT.offset(instance.toString(), Rate.INSTANT);
    }
}
