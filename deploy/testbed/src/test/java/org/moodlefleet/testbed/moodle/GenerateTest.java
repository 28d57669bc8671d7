package org.moodlefleet.testbed.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenerateTest {
    @Test
    void optionsChangeThePreset() {
        SiteSpec spec = Generate.spec(new Arguments(
                "--seed",
                "9",
                "--users",
                "10",
                "--log-rows",
                "70",
                "--moodle",
                "4.1",
                "--zone",
                "America/Martinique",
                "--now",
                "2026-11-19T14:30:00Z",
                "--plugins",
                "local_vmoodle,mod_pdcertificate"));
        SiteSpec expected = SiteSpec.ordinary(9, Instant.parse("2026-11-19T14:30:00Z"))
                .withSize(10, 40)
                .withLogRows(70)
                .withMoodle(MoodleVersion.V4_1)
                .withZone(ZoneId.of("America/Martinique"))
                .withPlugins(Set.of(Plugin.VMOODLE, Plugin.PDCERTIFICATE));
        assertThat(spec).isEqualTo(expected);
    }

    @Test
    void wrongWordsAreNamed() {
        assertThatThrownBy(() -> new Arguments("--colour", "red")).hasMessageContaining("--colour is unknown");
        assertThatThrownBy(() -> new Arguments("--users")).hasMessage("--users needs a value");
        assertThatThrownBy(() -> Generate.spec(new Arguments("--users", "many")))
                .hasMessage("--users must be a whole number");
        assertThatThrownBy(() -> Generate.spec(new Arguments("--preset", "huge")))
                .hasMessageContaining("huge");
        assertThatThrownBy(() -> Generate.spec(new Arguments("--plugins", "local_shop,mod_none")))
                .hasMessage("unknown plugin 'mod_none'");
        assertThatThrownBy(() -> Generate.spec(new Arguments("--moodle", "3.9")))
                .hasMessageContaining("3.9");
    }

    @Test
    void passwordsStayOutOfTexts() {
        assertThat(new Server(Engine.MARIADB, "h", 1, "u", "geheim").toString()).isEqualTo("mariadb at h:1");
        assertThat(new TestDatabase(Engine.MARIADB, "h", 1, "n", "u", "geheim").toString())
                .doesNotContain("geheim");
    }
}
