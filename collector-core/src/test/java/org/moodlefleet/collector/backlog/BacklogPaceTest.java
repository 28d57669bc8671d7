package org.moodlefleet.collector.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.model.SetName;

class BacklogPaceTest {

    private static final CatchUpSets SETS = new CatchUpSets(Contexts.SHIPPED);
    private static final CatchUpSets.Known DAILY = SETS.get(SetName.of("moodle/daily-log-people"));
    private static final Instant NOW = Instant.parse("2026-11-19T14:30:00Z");

    private final BacklogPace pace = new BacklogPace();

    private int after(int windows, Duration took) {
        pace.read(DAILY, windows, took);
        return pace.windows(DAILY);
    }

    @Test
    void aStatementReadsMoreWindowsUntilItTakesTwoSeconds() {
        assertThat(pace.windows(DAILY)).isEqualTo(7);
        assertThat(after(7, Duration.ofMillis(700))).isEqualTo(20);
        assertThat(after(20, Duration.ofSeconds(2))).isEqualTo(20);
        assertThat(after(20, Duration.ofSeconds(8))).isEqualTo(5);
        assertThat(after(5, Duration.ofMinutes(1))).isEqualTo(1);
    }

    @Test
    void quickStatementsReadAMonthAtTheMost() {
        assertThat(after(7, Duration.ofMillis(1))).isEqualTo(28);
        assertThat(after(28, Duration.ofMillis(1))).isEqualTo(31);
        assertThat(after(31, Duration.ofMillis(1))).isEqualTo(31);
    }

    @Test
    void theRestOfABacklogSaysNothingOfALargerStatement() {
        assertThat(after(7, Duration.ofMillis(1))).isEqualTo(28);
        assertThat(after(2, Duration.ofMillis(1))).isEqualTo(28);
    }

    @Test
    void whatWasTooMuchIsHalvedAndNotTriedAgain() {
        after(7, Duration.ofMillis(1));
        assertThat(pace.failed(DAILY.name(), 28, CollectionFailure.Kind.TIMEOUT, NOW))
                .isFalse();
        assertThat(pace.windows(DAILY)).isEqualTo(14);
        assertThat(after(14, Duration.ofMillis(1))).isEqualTo(14);
        assertThat(pace.rests(DAILY.name(), NOW)).isFalse();
    }

    @Test
    void aSingleWindowThatFailsRests() {
        assertThat(pace.failed(DAILY.name(), 1, CollectionFailure.Kind.TIMEOUT, NOW))
                .isTrue();
        assertThat(pace.rests(DAILY.name(), NOW.plusSeconds(59))).isTrue();
        assertThat(pace.rests(DAILY.name(), NOW.plusSeconds(60))).isFalse();
        assertThat(pace.firstAwake(NOW)).contains(NOW.plusSeconds(60));
    }
}
