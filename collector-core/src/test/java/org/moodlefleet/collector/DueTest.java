package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.tick.CollectionTask;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.collector.window.Window;

class DueTest {

    private static final Calendar UTC = new Calendar(ZoneOffset.UTC);
    private static final Instant FIRST_TICK = Instant.parse("2026-12-01T00:07:00Z");
    private static final Instant MUCH_LATER = Instant.parse("2026-12-09T10:15:00Z");

    private static Instant moment(String set, Instant tick) {
        Template moodle = Contexts.SHIPPED.get(0);
        MeasureSet found = moodle.sets().stream()
                .filter(one -> one.set().equals(set))
                .findFirst()
                .orElseThrow();
        Window window = UTC.before(found.rate(), FIRST_TICK);
        return new CollectionTask(moodle, found, window, tick, false, 0).moment();
    }

    @Test
    void aSetOfWindowsSaysTheSameWheneverItIsRead() {
        assertThat(List.of(moment("monthly-participation", FIRST_TICK), moment("monthly-participation", MUCH_LATER)))
                .containsOnly(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void aStateIsAsOfItsTick() {
        assertThat(moment("daily-courses", MUCH_LATER)).isEqualTo(MUCH_LATER);
    }

    @Test
    void aWindowOfTheInstantRateEndsWithItsTick() {
        assertThat(moment("instant-log", FIRST_TICK)).isEqualTo(FIRST_TICK);
    }
}
