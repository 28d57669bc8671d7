package org.moodlefleet.zabbix.outbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of dropped samples in one line each time it is asked, however many there were. */
final class DropLog {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Ledger ledger;
    private Map<String, Long> told;

    DropLog(Ledger ledger) {
        this.ledger = ledger;
        this.told = dropped();
    }

    void tell() {
        Map<String, Long> now = dropped();
        String since = now.entrySet().stream()
                .filter(entry -> entry.getValue() > told.getOrDefault(entry.getKey(), 0L))
                .map(entry -> entry.getKey() + ": " + (entry.getValue() - told.getOrDefault(entry.getKey(), 0L)))
                .collect(Collectors.joining(", "));
        told = now;
        if (!since.isEmpty()) {
            LOG.warn("outbox over its age or size, samples dropped unsent by owner: {}", since);
        }
    }

    private Map<String, Long> dropped() {
        Map<String, Long> dropped = new TreeMap<>();
        ledger.stats().byOwner().forEach((owner, counts) -> dropped.put(owner, counts.dropped()));
        return dropped;
    }
}
