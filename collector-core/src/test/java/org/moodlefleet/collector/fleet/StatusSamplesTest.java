package org.moodlefleet.collector.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.moodle.CollectionFailure;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.moodle.MoodleSite;
import org.moodlefleet.collector.status.InstanceStatus;
import org.moodlefleet.collector.tick.TickReport;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.Tls;
import org.moodlefleet.zabbix.Sample;

@DisplayName("A dead Moodle is told, at each minute and with the reason")
class StatusSamplesTest {

    private static final Instant TICK = Instant.parse("2026-12-01T10:00:00Z");
    private static final Duration SOON = Duration.ofMillis(1900);
    private static final MoodleInstance INSTANCE = TestMoodle.instance(
            "site",
            new DatabaseAddress(Engine.MARIADB, "127.0.0.1", 3306, "none", null, "mdl_", Tls.DISABLE),
            "reader",
            "");

    private final RememberingStore store = new RememberingStore();
    private final StatusSamples told = new StatusSamples(INSTANCE, Contexts.SHIPPED, store);

    private static InstanceStatus up(Map<Rate, Instant> watermarks) {
        MoodleSite site = new MoodleSite("2025100600", "5.1", ZoneOffset.UTC, 0, 0, 0, true, "", Set.of());
        TickReport report =
                new TickReport(Rate.INSTANT, TICK, site, Set.of(), 1, 1, 0, List.of(), List.of(), List.of());
        return InstanceStatus.unknown(TICK).after(report, TICK).withWatermarks(watermarks);
    }

    private static InstanceStatus down() {
        return InstanceStatus.unknown(TICK)
                .after(new CollectionFailure(CollectionFailure.Kind.UNREACHABLE, "Connection refused"), TICK);
    }

    /** What one call stored, by key. */
    private Map<String, String> stored(Instant tick, Duration late, InstanceStatus status) {
        int before = store.all().size();
        told.store(tick, late, status).await();
        return store.all().subList(before, store.all().size()).stream()
                .flatMap(one -> one.samples().stream())
                .peek(sample -> assertThat(sample.clock()).isEqualTo(tick.getEpochSecond()))
                .collect(Collectors.toMap(Sample::key, Sample::value));
    }

    @Test
    void aMoodleThatAnswers() {
        assertThat(stored(TICK, SOON, up(Map.of(Rate.INSTANT, TICK))))
                .isEqualTo(Map.of(
                        "moodle.collector.answers", "1",
                        "moodle.collector.lateness", "1",
                        "moodle.collector.reason", "-"));
        assertThat(stored(TICK.plusSeconds(60), SOON, up(Map.of())))
                .isEqualTo(Map.of("moodle.collector.answers", "1", "moodle.collector.lateness", "1"));
    }

    @Test
    void aMoodleThatIsDeadAndComesBack() {
        Map<String, String> dead = Map.of(
                "moodle.collector.answers", "0",
                "moodle.collector.lateness", "1",
                "moodle.collector.reason", "unreachable: Connection refused");
        assertThat(stored(TICK, SOON, down())).isEqualTo(dead);
        assertThat(stored(TICK.plusSeconds(60), SOON, down())).isEqualTo(dead);
        assertThat(stored(TICK.plusSeconds(120), SOON, up(Map.of())))
                .containsEntry("moodle.collector.answers", "1")
                .containsEntry("moodle.collector.reason", "-");
    }

    @Test
    void whenEachRateWasCollectedIsToldWhenItChangesAndEachHour() {
        Map<Rate, Instant> before = Map.of(Rate.HOURLY, TICK, Rate.MONTHLY, TICK.minus(Duration.ofHours(10)));
        String key = "moodle.collector.collected[hourly]";
        assertThat(stored(TICK, SOON, up(before)))
                .containsEntry(key, "1796119200")
                .containsEntry("moodle.collector.collected[monthly]", "1796083200");
        assertThat(stored(TICK.plusSeconds(60), SOON, up(before))).doesNotContainKey(key);
        assertThat(stored(TICK.plusSeconds(120), SOON, up(Map.of(Rate.HOURLY, TICK.plusSeconds(3600)))))
                .containsEntry(key, "1796122800")
                .doesNotContainKey("moodle.collector.collected[monthly]");
        assertThat(stored(TICK.plusSeconds(3600), SOON, up(before)))
                .containsEntry("moodle.collector.collected[monthly]", "1796083200");
    }

    @Test
    void nothingIsToldBeforeTheFirstAnswerNorOfATickBeforeTheLast() {
        assertThat(stored(TICK, SOON, InstanceStatus.unknown(TICK))).isEmpty();
        assertThat(stored(TICK.plusSeconds(60), Duration.ofSeconds(75), down()))
                .containsEntry("moodle.collector.lateness", "75");
        assertThat(stored(TICK, SOON, down())).isEmpty();
    }

    @Test
    void aClockThatIsSetBackSilencesNobody() {
        assertThat(stored(TICK, SOON, down())).isNotEmpty();
        assertThat(stored(TICK.minus(Duration.ofDays(1)), SOON, down())).containsEntry("moodle.collector.answers", "0");
    }
}
