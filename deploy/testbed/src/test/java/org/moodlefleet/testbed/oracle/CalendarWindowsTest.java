package org.moodlefleet.testbed.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarWindowsTest {

    @ParameterizedTest(name = "{0} of {2} in {1}")
    @CsvSource({
        // clocks go forward at 02:00, 23 hours
        "daily, Europe/Paris, 2026-03-29T22:05:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "hourly, Europe/Paris, 2026-03-29T01:10:00Z, 2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z",
        "monthly, Europe/Paris, 2026-04-01T10:00:00Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        // clocks go back at 03:00, 25 hours; the hour from 02:00 comes twice
        "daily, Europe/Paris, 2026-10-25T23:05:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "hourly, Europe/Paris, 2026-10-25T01:10:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "hourly, Europe/Paris, 2026-10-25T02:10:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
        "weekly, Europe/Paris, 2026-10-26T10:00:00Z, 2026-10-18T22:00:00Z, 2026-10-25T23:00:00Z",
        // 00:00 of 4 November 2018 does not exist in Brazil: the day begins at 01:00 summer time, 03:00 UTC
        "daily, America/Sao_Paulo, 2018-11-04T05:00:00Z, 2018-11-03T03:00:00Z, 2018-11-04T03:00:00Z",
        "daily, America/Sao_Paulo, 2018-11-05T02:30:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
        "hourly, America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-04T02:00:00Z, 2018-11-04T03:00:00Z",
        // the local hour begins at half past
        "hourly, Asia/Kolkata, 2026-11-19T14:40:00Z, 2026-11-19T13:30:00Z, 2026-11-19T14:30:00Z",
        "hourly, Asia/Kolkata, 2026-11-19T14:29:59Z, 2026-11-19T12:30:00Z, 2026-11-19T13:30:00Z",
        "daily, Asia/Kolkata, 2026-11-19T14:40:00Z, 2026-11-17T18:30:00Z, 2026-11-18T18:30:00Z",
        // already Friday in Samoa; and on the 31st of December 2011, which followed the 29th
        "daily, Pacific/Apia, 2026-11-19T14:30:00Z, 2026-11-18T11:00:00Z, 2026-11-19T11:00:00Z",
        "daily, Pacific/Apia, 2011-12-30T15:00:00Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
        // ISO weeks begin on Monday, whatever the year
        "weekly, UTC, 2026-01-01T00:10:00Z, 2025-12-22T00:00:00Z, 2025-12-29T00:00:00Z",
        "weekly, UTC, 2026-11-16T00:00:00Z, 2026-11-09T00:00:00Z, 2026-11-16T00:00:00Z",
        "monthly, UTC, 2026-01-01T00:00:00Z, 2025-12-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "monthly, UTC, 2028-03-31T12:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
        "instant, UTC, 2026-11-19T14:30:00Z, 2026-11-19T14:29:00Z, 2026-11-19T14:30:00Z",
    })
    void theLastCompleteWindow(String rate, ZoneId zone, Instant tick, Instant start, Instant end) {
        assertThat(new CalendarWindows(tick, zone).of(rate))
                .isEqualTo(new Window(start.getEpochSecond(), end.getEpochSecond()));
    }

    @Test
    void severalDaysEndWithTheDayWindow() {
        CalendarWindows paris = windows("2026-10-28T10:00:00Z", "Europe/Paris");

        assertThat(paris.days(7)).isEqualTo(window("2026-10-20T22:00:00Z", "2026-10-27T23:00:00Z"));
        assertThat(paris.days(7).end()).isEqualTo(paris.day().end());
    }

    @Test
    void aDateThatNeverWasIsNoDay() {
        assertThat(windows("2011-12-30T15:00:00Z", "Pacific/Apia").days(2))
                .isEqualTo(window("2011-12-28T10:00:00Z", "2011-12-30T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"Europe/Paris", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia", "America/Havana", "UTC"})
    void daysLieEndToEnd(ZoneId zone) {
        Instant tick = Instant.parse("2011-01-01T00:00:00Z");
        Window before = new CalendarWindows(tick, zone).day();
        while (tick.isBefore(Instant.parse("2019-01-01T00:00:00Z"))) {
            tick = tick.plus(30, ChronoUnit.MINUTES);
            Window day = new CalendarWindows(tick, zone).day();
            assertThat(day.isEmpty()).isFalse();
            if (!day.equals(before)) {
                assertThat(day.start()).as("at %s", tick).isEqualTo(before.end());
                before = day;
            }
        }
    }

    @Test
    void aWindowIsHalfOpen() {
        Window window = new Window(10, 20);

        assertThat(window.contains(10)).isTrue();
        assertThat(window.contains(19)).isTrue();
        assertThat(window.contains(20)).isFalse();
        assertThat(window.lastSecond()).isEqualTo(19);
    }

    private static CalendarWindows windows(String tick, String zone) {
        return new CalendarWindows(Instant.parse(tick), ZoneId.of(zone));
    }

    private static Window window(String start, String end) {
        return new Window(TinySite.stamp(start), TinySite.stamp(end));
    }
}
