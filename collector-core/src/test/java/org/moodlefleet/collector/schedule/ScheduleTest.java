package org.moodlefleet.collector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.window.Calendar;

class ScheduleTest {

    private static final Calendar PARIS = new Calendar(ZoneId.of("Europe/Paris"));

    @Test
    void spreadsAFleetOverTheMinute() {
        Map<Duration, Long> bySecond = IntStream.range(0, 6000)
                .mapToObj(i -> Spread.DEFAULT.offset("acme/site-" + i, Rate.INSTANT))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(bySecond).hasSize(60);
        // 100 each on average; 200 in one second would be ten standard deviations off
        assertThat(bySecond.values()).allSatisfy(n -> assertThat(n).isBetween(40L, 200L));
    }

    @Test
    void eachInstanceKeepsItsPlace() {
        Schedule schedule = new Schedule("acme/main", PARIS, Spread.DEFAULT);
        Instant first = schedule.next(Rate.INSTANT, Instant.parse("2026-11-19T14:30:00Z"));

        assertThat(schedule.next(Rate.INSTANT, first)).isEqualTo(first.plusSeconds(60));
        assertThat(new Schedule("acme/main", PARIS, Spread.DEFAULT).next(Rate.INSTANT, first))
                .isEqualTo(first.plusSeconds(60));
    }

    @ParameterizedTest
    @EnumSource(Rate.class)
    void ticksOnceInEachPeriodThroughAYear(Rate rate) {
        Schedule schedule = new Schedule("acme/main", PARIS, Spread.DEFAULT);
        Instant tick = schedule.next(rate, Instant.parse("2026-01-01T00:00:00Z"));
        int periods = rate == Rate.MONTHLY ? 12 : 300;
        for (int i = 0; i < periods; i++) {
            Instant next = schedule.next(rate, tick);

            assertThat(PARIS.before(rate, next).start())
                    .isEqualTo(
                            rate == Rate.INSTANT
                                    ? tick
                                    : PARIS.before(rate, tick).end());
            tick = next;
        }
    }
}
