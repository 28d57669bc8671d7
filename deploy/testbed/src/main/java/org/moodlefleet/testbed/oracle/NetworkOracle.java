package org.moodlefleet.testbed.oracle;

import static org.moodlefleet.testbed.oracle.Measure.state;
import static org.moodlefleet.testbed.oracle.Rate.WEEKLY;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** moodle.vmoodle: virtual hosts, and the keys of Moodle's network. */
final class NetworkOracle {
    private static final long VALID = 0;
    private static final long EXPIRED = -1;
    private static final long UNSET = -2;
    private static final long OFF = -9999;

    private NetworkOracle() {}

    static List<Measure> measures() {
        return List.of(
                state(
                        "moodle.vmoodle.enabledvhosts",
                        WEEKLY,
                        now -> hosts(1, now).count()),
                state(
                        "moodle.vmoodle.disabledvhosts",
                        WEEKLY,
                        now -> hosts(0, now).count()),
                state("moodle.vmoodle.submnets", WEEKLY, NetworkOracle::networks),
                state("moodle.vmoodle.mnetkeyisvalid", WEEKLY, NetworkOracle::keyState),
                state("moodle.vmoodle.mnetkeyisinvalid", WEEKLY, NetworkOracle::keyIsInvalid),
                state("moodle.vmoodle.invalidremotemnetkeys", WEEKLY, NetworkOracle::expiredPeers),
                state("moodle.vmoodle.mnetmode", WEEKLY, now -> Texts.line(mode(now), 32)));
    }

    static long networks(Reading now) {
        return hosts(1, now)
                .filter(host -> host.above("mnet", 0))
                .map(host -> host.num("mnet"))
                .distinct()
                .count();
    }

    static long keyState(Reading now) {
        if (!mode(now).equals("strict")) {
            return OFF;
        }
        Optional<Row> own = now.rows("mnet_host")
                .filter(host -> isSetting("mnet_localhost_id", host, now))
                .findFirst();
        if (own.isEmpty() || own.get().is("public_key_expires", 0)) {
            return UNSET;
        }
        return own.get().below("public_key_expires", now.tick()) ? EXPIRED : VALID;
    }

    static long keyIsInvalid(Reading now) {
        long state = keyState(now);
        return GeneralOracle.flag(state == EXPIRED || state == UNSET);
    }

    static long expiredPeers(Reading now) {
        return now.rows("mnet_host")
                .filter(host -> host.is("deleted", 0))
                .filter(host ->
                        !isSetting("mnet_localhost_id", host, now) && !isSetting("mnet_all_hosts_id", host, now))
                .filter(host -> host.above("public_key_expires", 0) && host.below("public_key_expires", now.tick()))
                .count();
    }

    private static boolean isSetting(String name, Row host, Reading now) {
        return now.config().number(name).equals(OptionalLong.of(host.num("id")));
    }

    private static String mode(Reading now) {
        return now.config().text("mnet_dispatcher_mode").orElse("off");
    }

    private static Stream<Row> hosts(long enabled, Reading now) {
        return now.rows("local_vmoodle").filter(host -> host.is("enabled", enabled));
    }
}
