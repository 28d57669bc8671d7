package org.moodlefleet.zabbix.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrototypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k[{#ID}] | k[12] | true",
                "k[{#ID}] | k[] | false",
                "k[{#ID}] | kx12] | false",
                "k[{#ID},n] | k[12,m] | false",
                "{#ID}.n | 7.n | true",
                "k.{#ID} | k.7 | true",
                "k | k | true",
            })
    void makes(String prototype, String key, boolean made) {
        assertThat(Prototypes.makes(prototype, key)).isEqualTo(made);
    }
}
