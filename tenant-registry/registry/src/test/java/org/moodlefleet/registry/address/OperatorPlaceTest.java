package org.moodlefleet.registry.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Invariant 7: loopback, link-local and metadata addresses are the operator's, in whatever notation")
class OperatorPlaceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "localhost.",
                "db.localhost",
                "localhost.localdomain",
                "ip6-loopback",
                "127.0.0.1",
                "127.8.9.10",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "017700000001",
                "0177.0.0.1",
                "127.0.0.1.",
                "0",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "169.254.169.254",
                "169.254.0.1",
                "0xa9fea9fe",
                "2852039166",
                "0251.0376.0251.0376",
                "fe80::1",
                "[fe80::1%eth0]",
                "fd00:ec2::254",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "metadata.google.internal",
                "metadata.google.internal.",
                "instance-data",
                "224.0.0.1",
                "255.255.255.255",
                "ff02::1",
                "2002:a9fe:a9fe::1"
            })
    void isTheOperators(String host) {
        assertThat(OperatorPlace.isNamedBy(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db1.lyon.example",
                "localhost.example",
                "notlocalhost",
                "10.0.0.5",
                "192.168.1.7",
                "172.16.0.1",
                "100.64.0.1",
                "203.0.113.7",
                "2001:db8::7",
                "fd00:1::7",
                "64:ff9b::cb00:7107",
                "1.2.3",
                "0x0a000001",
                "metadata.lyon.example",
                "128.0.0.1",
                "99999999999",
                "256.1.1.1.1"
            })
    void isAnybodys(String host) {
        assertThat(OperatorPlace.isNamedBy(host)).isFalse();
    }
}
