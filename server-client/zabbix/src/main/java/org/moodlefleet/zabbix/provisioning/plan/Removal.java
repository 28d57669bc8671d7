package org.moodlefleet.zabbix.provisioning.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.HostTag;

/** When a host of ours that is no longer wanted may be deleted. */
final class Removal {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private Removal() {}

    /** When it was noticed that the host is no longer wanted; a mark that is no time counts as none. */
    static Optional<Instant> noticed(CurrentHost host) {
        return host.removalMarks().stream()
                .map(HostTag::value)
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Instant.ofEpochSecond(Long.parseLong(value)))
                .max(Comparator.naturalOrder());
    }

    static boolean due(CurrentHost host, Duration grace, Instant now) {
        return grace.isZero()
                || noticed(host).map(at -> !now.isBefore(at.plus(grace))).orElse(false);
    }
}
