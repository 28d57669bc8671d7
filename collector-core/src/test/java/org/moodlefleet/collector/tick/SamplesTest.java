package org.moodlefleet.collector.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.collector.bed.Contexts;
import org.moodlefleet.collector.bed.Library;
import org.moodlefleet.collector.bed.RememberingStore;
import org.moodlefleet.collector.bed.TestMoodle;
import org.moodlefleet.collector.measure.MeasureMismatchException;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.collector.measure.Template;
import org.moodlefleet.collector.moodle.MoodleInstance;
import org.moodlefleet.collector.schedule.Schedule;
import org.moodlefleet.collector.schedule.Spread;
import org.moodlefleet.collector.window.Calendar;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;
import org.moodlefleet.model.InstanceId;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.model.RolePolicy;
import org.moodlefleet.model.SetName;
import org.moodlefleet.model.Tls;
import org.moodlefleet.zabbix.Sample;

class SamplesTest {

    private static final Instant TICK = Instant.parse("2026-11-19T14:30:00Z");
    private static final Calendar UTC = new Calendar(ZoneOffset.UTC);
    private static final DatabaseAddress NOWHERE =
            new DatabaseAddress(Engine.MARIADB, "127.0.0.1", 3306, "none", null, "mdl_", Tls.DISABLE);
    private static final Template LIBRARY = Library.template();

    private static CollectionTask due(String name, boolean late) {
        MeasureSet set = LIBRARY.sets().stream()
                .filter(one -> one.set().equals(name))
                .findFirst()
                .orElseThrow();
        return new CollectionTask(LIBRARY, set, UTC.before(set.rate(), TICK), TICK, late, 0);
    }

    private static MoodleInstance instance(int floor, boolean referenceKeys, List<Long> courses) {
        return TestMoodle.with(
                TestMoodle.instance("samples", NOWHERE, "reader", ""),
                new InstanceSettings(
                        null,
                        Duration.ofHours(1),
                        RolePolicy.STANDARD,
                        null,
                        true,
                        new ListedSegments(List.of(), courses, List.of()),
                        floor,
                        referenceKeys,
                        ProfileFields.DEFAULT,
                        null,
                        List.of()));
    }

    private static Map<String, Object> row(Object segment, Object readers) {
        Map<String, Object> row = new HashMap<>();
        row.put("segment", segment);
        row.put("loans", 10L);
        row.put("readers", readers);
        row.put("ratio", null);
        return row;
    }

    @ParameterizedTest
    @DisplayName("From 1 to the floor less 1 people are not told, under no key")
    @CsvSource({"5,0,true", "5,1,false", "5,4,false", "5,5,true", "1,1,true", "1000,999,false"})
    void theFloor(int floor, long readers, boolean told) {
        List<Sample> samples =
                Samples.of(instance(floor, true, List.of()), due("daily-loans", false), List.of(row(3, readers)));

        assertThat(samples)
                .extracting(Sample::key)
                .containsExactlyElementsOf(Stream.of(
                                "test.shelf.loans[3]",
                                "test.shelf.[3.loans]",
                                "test.shelf.readers[3]",
                                "test.shelf.[3.readers]")
                        .filter(key -> told || !key.contains("readers"))
                        .toList());
        assertThat(samples)
                .filteredOn(sample -> sample.key().contains("readers"))
                .allSatisfy(sample -> assertThat(sample.value()).isEqualTo(String.valueOf(readers)));
    }

    @Test
    void theReferencesKeysAreSentWhenTheyAreWanted() {
        assertThat(Samples.of(instance(1, false, List.of()), due("daily-loans", false), List.of(row(3, 1))))
                .extracting(Sample::key)
                .containsExactly("test.shelf.loans[3]", "test.shelf.readers[3]");
    }

    @Test
    void rowsThatCannotBeToldApartAreRefused() {
        MoodleInstance instance = instance(1, false, List.of());
        CollectionTask loans = due("daily-loans", false);

        assertThatThrownBy(() -> Samples.of(instance, loans, List.of(row(3, 1), row("3", 2))))
                .isInstanceOf(MeasureMismatchException.class)
                .hasMessage("segment 3 has more than one row");
        assertThatThrownBy(() -> Samples.of(instance, loans, List.of(row(null, 1))))
                .isInstanceOf(MeasureMismatchException.class)
                .hasMessage("a row has no segment");
        assertThatThrownBy(() -> Samples.of(instance, loans, List.of(Map.of("id", 3))))
                .isInstanceOf(MeasureMismatchException.class)
                .hasMessage("the query has no column 'segment'");
    }

    @Test
    @DisplayName("Invariant 2: of a late window the states of segments are gone as well")
    void late() {
        Map<String, Object> row = row(3, 9);
        row.put("ratio", 0.5);

        assertThat(Samples.of(instance(1, false, List.of()), due("daily-loans", true), List.of(row)))
                .extracting(Sample::key)
                .containsExactly("test.shelf.loans[3]", "test.shelf.readers[3]");
    }

    @Test
    void discoveriesComeBeforeWhateverElseIsDue() {
        MoodleInstance instance = instance(1, false, List.of(4L));
        List<Template> templates =
                Contexts.of(List.of(LIBRARY), new RememberingStore()).templatesFor(instance);
        Watermarks watermarks = new Watermarks(new RememberingStore());
        Instant before = Instant.parse("2026-11-16T00:00:00Z");
        LIBRARY.sets()
                .forEach(set -> watermarks
                        .store(
                                new InstanceId("acme", "samples"),
                                new SetWindow(
                                        new SetName("library", set.set()),
                                        UTC.before(set.rate(), before),
                                        set.catchesUp()),
                                List.of())
                        .await());

        List<CollectionTask> due = new DueSets(templates, watermarks)
                .at(Rate.DAILY, TICK, new Schedule("acme/samples", UTC, Spread.DEFAULT));

        assertThat(due)
                .extracting(one -> one.name().toString())
                .startsWith("library/daily-shelves", "library/daily-titles")
                .contains("library/daily-copies")
                .filteredOn("library/daily-loans"::equals)
                .as("the 18th")
                .hasSize(1);
    }

    @Test
    void whatRestsOnAListThatIsNotGivenIsNeverDue() {
        MoodleInstance instance = instance(1, false, List.of());
        List<Template> templates =
                Contexts.of(List.of(LIBRARY), new RememberingStore()).templatesFor(instance);

        assertThat(new DueSets(templates, new Watermarks(new RememberingStore()))
                        .at(Rate.DAILY, TICK, new Schedule("acme/samples", UTC, Spread.DEFAULT)))
                .extracting(one -> one.name().toString())
                .containsExactly("library/daily-shelves", "library/daily-loans");
    }
}
