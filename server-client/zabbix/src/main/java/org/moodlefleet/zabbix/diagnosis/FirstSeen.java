package org.moodlefleet.zabbix.diagnosis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.moodlefleet.zabbix.delivery.Diagnosis;

/** Remembers since when something is seen of items, of a bounded number; who is forgotten is seen anew. */
final class FirstSeen {

    private static final int REMEMBERED = 20_000;

    private final Duration lately;
    private final Clock clock;
    private final Map<Diagnosis.Item, Instant> since = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Diagnosis.Item, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    FirstSeen(Duration lately, Clock clock) {
        this.lately = lately;
        this.clock = clock;
    }

    /** Sees it now: whether it was first seen no longer ago than that. */
    synchronized boolean lately(Diagnosis.Item item) {
        Instant now = clock.instant();
        Instant first = since.computeIfAbsent(item, unseen -> now);
        return now.isBefore(first.plus(lately));
    }
}
