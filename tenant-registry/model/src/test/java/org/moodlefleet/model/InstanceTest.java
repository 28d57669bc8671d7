package org.moodlefleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTest {

    @ParameterizedTest
    @CsvSource({
        "https://moodle.example.org, moodle.example.org",
        "HTTP://moodle.example.org/, moodle.example.org",
        "https://moodle.example.org:8443/lms/, moodle.example.org_8443_lms",
        "https://moodle_test.example.org:8443/, moodle_test.example.org_8443",
        "http://moodle_web, moodle_web",
        "https://moodle.example.org/~anna/caf%C3%A9, moodle.example.org__anna_caf_C3_A9",
    })
    void derivesTheZabbixHostNameFromTheBaseUrl(String baseUrl, String host) {
        assertThat(Instance.hostFor(baseUrl)).isEqualTo(host);
    }

    @Test
    void cutsTheHostNameAtWhatZabbixTakes() {
        assertThat(Instance.hostFor("https://moodle.example.org/" + "x".repeat(200)))
                .hasSize(128);
    }

    @Test
    void oneVersionNumberHasOneNotation() {
        assertThat(settings("2024100700.00")).isEqualTo(settings("2024100700")).isEqualTo(settings("2.0241007E9"));
    }

    private static InstanceSettings settings(String targetVersion) {
        return new InstanceSettings(
                null,
                Duration.ofHours(1),
                RolePolicy.STANDARD,
                new BigDecimal(targetVersion),
                true,
                ListedSegments.NONE,
                5,
                false,
                ProfileFields.DEFAULT,
                null,
                List.of());
    }
}
