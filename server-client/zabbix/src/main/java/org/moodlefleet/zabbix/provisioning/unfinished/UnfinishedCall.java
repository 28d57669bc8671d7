package org.moodlefleet.zabbix.provisioning.unfinished;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A call that makes objects and was not answered yet.
 *
 * @param begun when it was made
 * @param method of Zabbix's API, such as {@code host.create}
 * @param names of the objects that are there when it has ended; empty when that cannot be seen
 */
public record UnfinishedCall(Instant begun, String method, List<String> names) {

    /**
     * How long after its beginning a call may still be at work. A call of ours makes at most 100 hosts or imports one
     * template, which takes seconds; what is found doubled later is mended by {@code provisioning.doubles}.
     */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    public UnfinishedCall {
        names = List.copyOf(names);
    }

    /** How long it may still be at work; no longer than {@link #LONGEST}, also where the clock was set back. */
    public Duration left(Instant now) {
        Duration left = Duration.between(now, begun.plus(LONGEST));
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }
}
