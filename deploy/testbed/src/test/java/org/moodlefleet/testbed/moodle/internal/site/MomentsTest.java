package org.moodlefleet.testbed.moodle.internal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    // through the end of summer time, to the middle of an hour
    private static final long BEGIN = Instant.parse("2026-10-01T00:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("2026-11-19T14:30:10Z").getEpochSecond();
    private final Moments moments = new Moments(PARIS, BEGIN, END);

    @Test
    void givesExactlySoManyInOrderAndNoneOutside() {
        long[] times = moments.inOrder(20_000, new SplittableRandom(1));
        assertThat(times).hasSize(20_000).isSorted();
        assertThat(times[0]).isGreaterThanOrEqualTo(BEGIN);
        assertThat(times[times.length - 1]).isEqualTo(END - 1);
    }

    @Test
    void holdsTheFirstAndLastSecondOfYesterday() {
        long today = Instant.parse("2026-11-18T23:00:00Z").getEpochSecond();
        assertThat(moments.inOrder(1000, new SplittableRandom(1)))
                .contains(today - 1, today, today - 86_400, today - 86_401);
    }

    @Test
    void followsTheHourAndTheWeekOfTheZone() {
        long[] times = moments.inOrder(50_000, new SplittableRandom(1));
        assertThat(share(times, 10, null)).isGreaterThan(3 * share(times, 21, null));
        assertThat(share(times, -1, DayOfWeek.TUESDAY)).isGreaterThan(2 * share(times, -1, DayOfWeek.SUNDAY));
    }

    @Test
    void noMomentIsBeforeTheOneAskedFor() {
        SplittableRandom random = new SplittableRandom(1);
        for (long from : new long[] {BEGIN - 10, BEGIN, END - 3600, END - 1, END + 5}) {
            assertThat(moments.since(from, random)).isBetween(Math.min(from, END - 1), END - 1);
        }
    }

    @Test
    void lifeOfAnHourIsEnough() {
        Moments brief = new Moments(PARIS, END - 3600, END);
        assertThat(Arrays.stream(brief.inOrder(10, new SplittableRandom(1))).boxed())
                .hasSize(10)
                .allMatch(time -> time >= END - 3600 && time < END);
    }

    private static long share(long[] times, int hour, DayOfWeek day) {
        return Arrays.stream(times)
                .mapToObj(time -> Instant.ofEpochSecond(time).atZone(PARIS))
                .filter(time -> hour < 0 || time.getHour() == hour)
                .filter(time -> day == null || time.getDayOfWeek() == day)
                .count();
    }
}
