package org.moodlefleet.zabbix.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadesTest {

    /** First shades as Zabbix 6.0 and 7.0 make them: 0, 0, 127.5, 63.75 and 127.5 less. */
    @ParameterizedTest
    @CsvSource({"1, 102030", "2, 102030", "3, 8F9FAF", "4, 4F5F6F", "5, 8F9FAF"})
    void isAsMuchLighterAsTheFirstShadeIsDarker(int items, String expected) {
        assertThat(Shades.before("102030", items)).isEqualTo(expected);
    }

    @Test
    void isNotLighterThanWhite() {
        assertThat(Shades.before("3B82C4", 3)).isEqualTo("BAFFFF");
    }
}
