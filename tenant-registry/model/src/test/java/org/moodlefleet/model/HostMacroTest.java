package org.moodlefleet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moodlefleet.document.InvalidValueException;

class HostMacroTest {

    @ParameterizedTest
    @CsvSource({
        "MOODLE.STORAGE.MAX, is no macro",
        "{$moodle}, is no macro",
        "{$A:ctx}, is no macro",
        "{$MOODLE.URL}, is set by the program itself",
        "{$MOODLE.GROUP}, is set by the program itself",
        "{$MOODLE_FLEET.DECLARED}, is set by the program itself"
    })
    void whatZabbixOrWeWouldNotTakeIsRefused(String macro, String problem) {
        assertThatThrownBy(() -> new HostMacro(macro, "1"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aValueIsOnOneLineOrEmpty() {
        assertThat(new HostMacro("{$A}", "").value()).isEmpty();
        assertThatThrownBy(() -> new HostMacro("{$A}", "a\nb")).hasMessageContaining("control character");
        assertThatThrownBy(() -> new HostMacro("{$A}", null)).hasMessageContaining("is missing");
        assertThatThrownBy(() -> new HostMacro("{$A}", "x".repeat(2049))).hasMessageContaining("is too long");
    }

    @Test
    void eachStandsOnce() {
        HostMacro one = new HostMacro("{$A}", "1");

        assertThatThrownBy(() -> HostMacro.checked(List.of(one, new HostMacro("{$A}", "2"))))
                .hasMessageContaining("is given twice");
    }
}
