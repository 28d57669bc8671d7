package org.moodlefleet.collector.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.testbed.oracle.Segment;
import org.moodlefleet.zabbix.Sample;

@DisplayName("The comparison with the oracle misses nothing")
class ExpectationTest {

    private static final Expectation EXPECTED = new Expectation(
            Instant.ofEpochSecond(100),
            Map.of(
                    "moodle.courses.all",
                    "3 at 99.1",
                    "moodle.course.modules[7]",
                    "2 at 100.1",
                    "moodle.size",
                    "100 at 100.1"),
            Map.of("moodle.discovery[courses]", List.of(new Segment("7", "C7"), new Segment("12", "C12"))),
            Set.of("moodle.size"));

    private static final Sample DISCOVERY = sample(
            "moodle.discovery[courses]",
            "[{\"{#COURSEID}\":\"12\",\"{#COURSENAME}\":\"C12\"},{\"{#COURSENAME}\":\"C7\",\"{#COURSEID}\":\"7\"}]",
            100);

    private static final List<Sample> RIGHT = List.of(
            sample("moodle.courses.all", "3", 99),
            sample("moodle.course.modules[7]", "2", 100),
            sample("moodle.size", "98", 100),
            DISCOVERY);

    private static Sample sample(String key, String value, long clock) {
        return new Sample("acme site", key, value, clock, 1);
    }

    private static List<String> without(String key) {
        return EXPECTED.differences(
                RIGHT.stream().filter(sample -> !sample.key().equals(key)).toList());
    }

    private static List<String> with(Sample other) {
        List<Sample> samples = new ArrayList<>(RIGHT);
        samples.removeIf(sample -> sample.key().equals(other.key()));
        samples.add(other);
        return EXPECTED.differences(samples);
    }

    @Test
    void whatIsRightIsNoDifference() {
        assertThat(EXPECTED.differences(RIGHT)).isEmpty();
    }

    @Test
    void whatIsMissingIsTold() {
        for (Sample sample : RIGHT) {
            assertThat(without(sample.key()))
                    .singleElement()
                    .asString()
                    .startsWith(sample.key() + ": ours not sent, the oracle's ");
        }
    }

    @Test
    void whatNobodyExpectsIsTold() {
        for (String key : List.of("moodle.course.modules[8]", "moodle.course.other[7]", "moodle.unknown")) {
            assertThat(with(sample(key, "1", 100))).containsExactly(key + ": ours 1 at 100.1, the oracle's not sent");
        }
        assertThat(with(sample("moodle.discovery[cohorts]", "[]", 100)))
                .containsExactly("moodle.discovery[cohorts]: ours [] at 100.1, the oracle's not sent");
    }

    @Test
    void whatHasAnotherValueOrClockIsTold() {
        assertThat(with(sample("moodle.courses.all", "4", 99))).hasSize(1);
        assertThat(with(sample("moodle.courses.all", "3", 100))).hasSize(1);
        assertThat(with(sample("moodle.size", "97", 100))).hasSize(1);
        assertThat(with(sample("moodle.size", "98", 99))).hasSize(1);
        assertThat(with(sample(DISCOVERY.key(), "[]", 100))).hasSize(1);
        assertThat(with(sample(DISCOVERY.key(), DISCOVERY.value(), 99))).hasSize(1);
    }

    @Test
    void whatIsSentTwiceIsTold() {
        List<Sample> twice = new ArrayList<>(RIGHT);
        twice.add(DISCOVERY);

        assertThat(EXPECTED.differences(twice)).containsExactly("moodle.discovery[courses]: sent twice");
    }
}
