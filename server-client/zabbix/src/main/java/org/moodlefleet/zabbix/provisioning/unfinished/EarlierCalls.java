package org.moodlefleet.zabbix.provisioning.unfinished;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.BiFunction;

/** Whether a call of before may still be at work in Zabbix. Not for several threads. */
public final class EarlierCalls {

    private final CallJournal journal;
    private final InstantSource clock;
    private final BiFunction<String, Collection<String>, Boolean> there;
    private UnfinishedCall watched;
    private long until;

    /** @param there whether Zabbix has all objects of the names that a method makes; blocks */
    public EarlierCalls(
            CallJournal journal, InstantSource clock, BiFunction<String, Collection<String>, Boolean> there) {
        this.journal = journal;
        this.clock = clock;
        this.there = there;
    }

    /** How long such a call may still be at work, zero when there is none. What has ended is forgotten. */
    public Duration left() {
        UnfinishedCall call = journal.unfinished().orElse(null);
        if (call == null) {
            return Duration.ZERO;
        }
        if (!call.equals(watched)) {
            // from here on the clock of the machine may jump
            until = System.nanoTime() + call.left(clock.instant()).toNanos();
            watched = call;
        }
        long left = until - System.nanoTime();
        if (left <= 0 || !call.names().isEmpty() && there.apply(call.method(), call.names())) {
            journal.end();
            return Duration.ZERO;
        }
        return Duration.ofNanos(left);
    }
}
