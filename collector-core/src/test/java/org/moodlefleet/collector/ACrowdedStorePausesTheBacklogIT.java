package org.moodlefleet.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.fleet.Fleet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.model.SetName;
import org.moodlefleet.testbed.moodle.Engine;
import org.moodlefleet.testbed.moodle.SiteSpec;

class ACrowdedStorePausesTheBacklogIT {

    private static final Instant NOW = Instant.parse("2026-11-03T12:40:00Z");
    private static final Instant OUTAGE = Instant.parse("2026-11-03T08:00:00Z");
    private static final Calendar CALENDAR = new Calendar(ZoneOffset.UTC);

    @Test
    @DisplayName(
            "While the store is crowded current windows are stored and past ones wait; they come when it has drained")
    void thePastWaits() throws SQLException {
        SiteSpec site = SiteSpec.empty(NOW).withZone(ZoneOffset.UTC);
        try (BacklogBed bed = new BacklogBed(CALENDAR, NOW);
                TestMoodle moodle = TestMoodle.generate(Engine.POSTGRESQL, "mdl_", site)) {
            MoodleInstance instance = moodle.instance(Clocks.promptName("crowded"));
            bed.safeUntil(instance, Rate.HOURLY, OUTAGE);
            bed.store.crowded = true;
            Fleet fleet = bed.start(instance, bed.store);

            await().atMost(Duration.ofSeconds(60)).until(() -> currentHoursAreSafe(bed, instance));
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> bed.store.late().isEmpty());
            assertThat(fleet.status(instance.id())
                            .orElseThrow()
                            .backlogs()
                            .get(Rate.HOURLY)
                            .windows())
                    .as("still to be seen")
                    .isPositive();

            bed.store.crowded = false;
            await().atMost(Duration.ofSeconds(60)).until(() -> bed.isDone(fleet, instance));
            assertThat(bed.store.late()).isNotEmpty();
        }
    }

    private static boolean currentHoursAreSafe(BacklogBed bed, MoodleInstance instance) {
        Map<SetName, Instant> watermarks = bed.store.watermarks(instance.id()).await();
        Instant last = CALENDAR.before(Rate.HOURLY, NOW).end();
        return BacklogBed.sets(Rate.HOURLY).stream()
                .filter(set ->
                        set.set().needs().metBy(instance.settings().segments().given()))
                .allMatch(set -> last.equals(watermarks.get(set.name())));
    }
}
