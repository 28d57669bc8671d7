package org.moodlefleet.zabbix.outbox.contract;

import java.util.Map;

/**
 * The outbox after its last committed transaction.
 *
 * @param total over all owners
 * @param byOwner every owner that ever had a sample
 * @param oldestPendingClocks by owner, seconds since the epoch; without the owners of whom nothing is pending
 */
public record OutboxStats(Counts total, Map<String, Counts> byOwner, Map<String, Long> oldestPendingClocks) {

    public OutboxStats {
        byOwner = Map.copyOf(byOwner);
        oldestPendingClocks = Map.copyOf(oldestPendingClocks);
    }
}
