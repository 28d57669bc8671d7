package org.moodlefleet.registry.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.3, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.0.0.0/15, 10.1.0.0, true",
        "10.0.0.5, 10.0.0.5, true",
        "10.0.0.5, 10.0.0.4, false",
        "fd00:1::/32, fd00:1:2::3, true",
        "fd00:1::/32, fd00:2::, false",
        "fd00:1::/32, 10.0.0.5, false",
        "0.0.0.0/0, 203.0.113.1, true"
    })
    void containsWhatBeginsLikeIt(String range, String address, boolean contained) {
        AddressRange read = AddressRange.of(range).orElseThrow();

        assertThat(read.contains(IpAddress.of(address).orElseThrow())).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "10.0.0",
                "010.0.0.1",
                "0x7f.1",
                "localhost",
                "fe80::1%eth0",
                "1:2:3",
                ":",
                ":::",
                "256.0.0.1",
                "10.0.0.0/-1",
                "1.2.3.4."
            })
    void isNothingElse(String text) {
        assertThat(AddressRange.of(text)).isEmpty();
    }
}
