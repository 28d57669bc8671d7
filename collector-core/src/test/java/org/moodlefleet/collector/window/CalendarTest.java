package org.moodlefleet.collector.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.moodlefleet.collector.measure.Rate;

@DisplayName("Windows are the last complete hours, days, weeks and months of the instance's time zone")
class CalendarTest {

    @ParameterizedTest(name = "{0} {1} at {2}: [{3}, {4})")
    @CsvSource({
        // an ordinary Thursday in Paris, UTC+1
        "Europe/Paris,  HOURLY,  2026-11-19T14:30:00Z, 2026-11-19T13:00:00Z, 2026-11-19T14:00:00Z",
        "Europe/Paris,  DAILY,   2026-11-19T14:30:00Z, 2026-11-17T23:00:00Z, 2026-11-18T23:00:00Z",
        "Europe/Paris,  WEEKLY,  2026-11-19T14:30:00Z, 2026-11-08T23:00:00Z, 2026-11-15T23:00:00Z",
        // October loses its summer time on the 25th: 31 days and one hour
        "Europe/Paris,  MONTHLY, 2026-11-19T14:30:00Z, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
        // a tick at midnight itself closes the day before
        "Europe/Paris,  DAILY,   2026-11-18T23:00:00Z, 2026-11-17T23:00:00Z, 2026-11-18T23:00:00Z",
        // 25 hours, then 23
        "Europe/Paris,  DAILY,   2026-10-26T05:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "Europe/Paris,  DAILY,   2026-03-30T05:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        // the midnight of 4 November 2018 did not exist: clocks went from 23:59:59 to 01:00
        "America/Sao_Paulo, DAILY, 2018-11-05T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
        // half an hour off
        "Asia/Kolkata,  HOURLY,  2026-11-19T14:50:00Z, 2026-11-19T13:30:00Z, 2026-11-19T14:30:00Z",
        "Asia/Kolkata,  DAILY,   2026-11-19T14:50:00Z, 2026-11-17T18:30:00Z, 2026-11-18T18:30:00Z",
        "Pacific/Auckland, WEEKLY, 2026-11-15T12:00:00Z, 2026-11-08T11:00:00Z, 2026-11-15T11:00:00Z",
        "UTC,           MONTHLY, 2026-03-01T00:00:00Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "UTC,           INSTANT, 2026-11-19T14:30:07Z, 2026-11-19T14:29:07Z, 2026-11-19T14:30:07Z",
    })
    void closesTheLastCompletePeriod(String zone, Rate rate, Instant tick, Instant start, Instant end) {
        assertThat(new Calendar(ZoneId.of(zone)).before(rate, tick)).isEqualTo(new Window(start, end));
    }

    @ParameterizedTest
    @EnumSource(
            value = Rate.class,
            names = {"HOURLY", "DAILY", "WEEKLY", "MONTHLY"})
    void neighboursNeitherOverlapNorLeaveAGapThroughTwoYears(Rate rate) {
        for (String zone : List.of("Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia")) {
            Calendar calendar = new Calendar(ZoneId.of(zone));
            Instant tick = Instant.parse("2026-06-10T12:00:00Z");
            List<Window> windows = calendar.between(rate, tick.minus(Duration.ofDays(730)), tick);

            assertThat(windows).last().isEqualTo(calendar.before(rate, tick));
            for (int i = 1; i < windows.size(); i++) {
                assertThat(windows.get(i).start())
                        .as("%s %s", zone, windows.get(i))
                        .isEqualTo(windows.get(i - 1).end());
            }
        }
    }

    @Test
    @DisplayName("Invariant 2: after an outage the missed windows are due, oldest first")
    void listsWhatWasMissedOldestFirst() {
        Calendar paris = new Calendar(ZoneId.of("Europe/Paris"));
        Instant watermark = Instant.parse("2026-11-15T23:00:00Z");

        List<Window> missed = paris.between(Rate.DAILY, watermark, Instant.parse("2026-11-19T14:30:00Z"));

        assertThat(missed)
                .extracting(Window::end)
                .containsExactly(
                        Instant.parse("2026-11-16T23:00:00Z"),
                        Instant.parse("2026-11-17T23:00:00Z"),
                        Instant.parse("2026-11-18T23:00:00Z"));
    }

    @Test
    void nothingIsMissedWhenTheWatermarkIsTheLastWindow() {
        Calendar utc = new Calendar(ZoneId.of("UTC"));
        Instant tick = Instant.parse("2026-11-19T14:30:00Z");

        assertThat(Stream.of(Rate.HOURLY, Rate.DAILY, Rate.WEEKLY, Rate.MONTHLY))
                .allSatisfy(rate -> assertThat(
                                utc.between(rate, utc.before(rate, tick).end(), tick))
                        .isEmpty());
    }

    @Test
    void mondaysCountIsDrawnOnMonday() {
        Window monday =
                new Calendar(ZoneId.of("Europe/Paris")).before(Rate.DAILY, Instant.parse("2026-11-17T04:00:00Z"));

        assertThat(Instant.ofEpochSecond(monday.clock())).isEqualTo(Instant.parse("2026-11-16T22:59:59Z"));
    }

    @Test
    void daysBeforeTheDayWindowAreCalendarDays() {
        // seven days that hold the change to winter time: 169 hours
        Calendar paris = new Calendar(ZoneId.of("Europe/Paris"));
        Instant tick = Instant.parse("2026-10-28T04:00:00Z");

        assertThat(Duration.between(
                        paris.startOfDays(7, tick),
                        paris.before(Rate.DAILY, tick).end()))
                .isEqualTo(Duration.ofHours(169));
    }
}
