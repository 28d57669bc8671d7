package org.moodlefleet.consolidation.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvisionedHostsTest {

    private final ProvisionedHosts hosts = new ProvisionedHosts();

    @Test
    void beforeAnythingIsKnownAnyHostMayBeOnItsWay() {
        assertThat(hosts.open("a")).isTrue();
        hosts.want(Set.of("a"));
        assertThat(hosts.open("b")).isTrue();
    }

    @Test
    void onlyWhatIsWantedAndNotYetThereIsOnItsWay() {
        hosts.want(Set.of("a"));
        hosts.done(Set.of("a"));
        assertThat(hosts.open("a")).as("as wanted").isFalse();
        assertThat(hosts.open("b")).as("nobody wants it").isFalse();

        hosts.want(Set.of("a", "b"));
        assertThat(hosts.open("b")).as("wanted since").isTrue();
        assertThat(hosts.open("a")).isFalse();

        hosts.want(Set.of("b"));
        hosts.done(Set.of("b"));
        assertThat(hosts.open("a")).as("removed").isFalse();
        assertThat(hosts.open("b")).isFalse();
    }
}
