package org.moodlefleet.zabbix.provisioning.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeZoneAliasesTest {

    @Test
    void oldNewAndNamelessOnesHaveOthersOfTheSameClock() {
        assertThat(TimeZoneAliases.of("Europe/Paris")).startsWith("Europe/Paris");
        assertThat(TimeZoneAliases.of("US/Pacific")).startsWith("US/Pacific").contains("America/Los_Angeles");
        assertThat(TimeZoneAliases.of("Asia/Calcutta")).contains("Asia/Kolkata");
        assertThat(TimeZoneAliases.of("Europe/Kyiv")).contains("Europe/Kiev");
        assertThat(TimeZoneAliases.of("Etc/GMT")).contains("UTC");
        assertThat(TimeZoneAliases.of("Z")).contains("UTC");
        assertThat(TimeZoneAliases.of("+02:30")).containsExactly("+02:30");
        assertThat(TimeZoneAliases.of("nowhere")).containsExactly("nowhere");
    }
}
