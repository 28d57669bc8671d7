package org.moodlefleet.zabbix.outbox;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The outbox after its last committed transaction.
 *
 * @param total over all owners
 * @param byOwner every owner that ever had a sample
 * @param oldestPendingClock seconds since the epoch; empty when nothing is pending
 */
public record OutboxStats(Counts total, Map<String, Counts> byOwner, OptionalLong oldestPendingClock) {

    public OutboxStats {
        byOwner = Map.copyOf(byOwner);
    }
}
