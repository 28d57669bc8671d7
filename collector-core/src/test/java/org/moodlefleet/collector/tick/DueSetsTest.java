package org.moodlefleet.collector.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.collector.window.Window;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.SetName;

@DisplayName(
        "Invariant 2: a tick reads the last window of each set, whatever was missed before; missed states are counted")
class DueSetsTest {

    private static final InstanceId ID = new InstanceId("acme", "main");
    private static final Calendar PARIS = new Calendar(ZoneId.of("Europe/Paris"));
    private static final Schedule SCHEDULE = new Schedule(ID.toString(), PARIS, Spread.DEFAULT);
    private static final Instant TICK = SCHEDULE.next(Rate.DAILY, Instant.parse("2026-11-19T00:00:00Z"));
    /** The 19 measures of the instant rate without the four that count what happened in the last minute or hour. */
    private static final int INSTANT_STATES = 15;

    private static final Window LAST = PARIS.before(Rate.DAILY, TICK);

    private final Watermarks watermarks = new Watermarks(new RememberingStore());
    private final DueSets dueSets = new DueSets(Contexts.SHIPPED, watermarks);

    @BeforeEach
    void load() {
        watermarks.load(ID).await();
    }

    private void safe(String set, Instant watermark) {
        Window before = new Window(watermark.minusSeconds(3600), watermark);
        watermarks
                .store(ID, new SetWindow(SetName.of(set), before, true), List.of())
                .await();
    }

    private void allSafe(Rate rate, Instant watermark) {
        Contexts.SHIPPED.forEach(template -> template.sets().stream()
                .filter(set -> set.rate() == rate)
                .forEach(set -> safe(template.id() + "/" + set.set(), watermark)));
    }

    private List<CollectionTask> due(String set) {
        return dueSets.at(Rate.DAILY, TICK, SCHEDULE).stream()
                .filter(due -> due.name().toString().equals(set))
                .toList();
    }

    @Test
    void aNewInstanceIsDueForTheLastWindowOnly() {
        assertThat(dueSets.at(Rate.DAILY, TICK, SCHEDULE)).isNotEmpty().allSatisfy(due -> {
            assertThat(due.window()).isEqualTo(LAST);
            assertThat(due.late()).isFalse();
        });
    }

    @Test
    void nothingIsDueTwice() {
        allSafe(Rate.DAILY, LAST.end());

        assertThat(dueSets.at(Rate.DAILY, TICK, SCHEDULE)).isEmpty();
        assertThat(dueSets.remain(Rate.DAILY, TICK, SCHEDULE)).isFalse();
    }

    @Test
    void onlyTheLastWindowIsDueHoweverManyWereMissed() {
        allSafe(Rate.DAILY, LAST.end().minus(Duration.ofDays(300)));

        assertThat(dueSets.at(Rate.DAILY, TICK, SCHEDULE))
                .extracting(due -> due.name().toString())
                .doesNotHaveDuplicates()
                .contains("moodle/daily-badges", "moodle/daily-modules");
        assertThat(dueSets.at(Rate.DAILY, TICK, SCHEDULE)).allSatisfy(due -> {
            assertThat(due.window()).isEqualTo(LAST);
            assertThat(due.tick()).isEqualTo(TICK);
            assertThat(due.late()).isFalse();
        });
    }

    @Test
    void discoveriesComeFirst() {
        assertThat(dueSets.at(Rate.DAILY, TICK, SCHEDULE))
                .extracting(due -> due.set().shape() != Shape.DISCOVERY)
                .isSorted();
    }

    @Test
    void missedStatesAreCounted() {
        allSafe(Rate.DAILY, LAST.end().minus(Duration.ofDays(3)));

        assertThat(due("moodle/daily-modules")).singleElement().satisfies(due -> {
            assertThat(due.window()).isEqualTo(LAST);
            assertThat(due.statesMissed()).isEqualTo(2 * due.set().stateMeasures());
        });
        assertThat(due("moodle/daily-badges"))
                .singleElement()
                .satisfies(due -> assertThat(due.statesMissed())
                        .isEqualTo(2 * due.set().stateMeasures())
                        .isPositive());
    }

    @Test
    void instantTicksThatWereMissedAreNotDueButCounted() {
        allSafe(Rate.INSTANT, TICK.minus(Duration.ofMinutes(10)));

        assertThat(dueSets.at(Rate.INSTANT, TICK, SCHEDULE))
                .allSatisfy(due -> assertThat(due.window().end()).isEqualTo(TICK));
        // the ticks of nine minutes; the tenth is this one
        assertThat(dueSets.instantStatesMissedBefore(TICK)).isEqualTo(9 * INSTANT_STATES);
    }
}
