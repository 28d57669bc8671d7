package org.moodlefleet.registry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.moodlefleet.model.HostMacro;
import org.moodlefleet.model.InstanceSettings;
import org.moodlefleet.model.ListedSegments;
import org.moodlefleet.model.ProfileFields;
import org.moodlefleet.model.RolePolicy;

class SettingsColumnTest {

    @Test
    void whatAnOlderReleaseWroteHasTheDefaultsOfWhatItDidNotKnow() {
        InstanceSettings read = SettingsColumn.read("{\"allowedCronPeriod\":\"PT2H\",\"rolePolicy\":\"ent\"}");

        assertThat(read.allowedCronPeriod()).isEqualTo(Duration.ofHours(2));
        assertThat(read.segments()).isEqualTo(ListedSegments.NONE);
        assertThat(read.peopleFloor()).isEqualTo(5);
        assertThat(read.referenceKeys()).isFalse();
        assertThat(read.profileFields().teacher()).containsExactly("enseignant", "cdt");
    }

    @Test
    void whatIsWrittenIsRead() {
        InstanceSettings settings = new InstanceSettings(
                false,
                Duration.ofMinutes(90),
                RolePolicy.ENT,
                new BigDecimal("2024100700.05"),
                false,
                new ListedSegments(List.of(3L, 5_000_000_000L), List.of(), List.of(4L)),
                1,
                true,
                new ProfileFields(List.of(), List.of("prof"), List.of("é")),
                Period.ofMonths(12),
                List.of(new HostMacro("{$MOODLE.STORAGE.MAX}", "500G"), new HostMacro("{$EMPTY}", "")));

        assertThat(SettingsColumn.read(SettingsColumn.write(settings))).isEqualTo(settings);
    }
}
