package org.moodlefleet.zabbix.delivery;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the items whose samples are refused. Asks about a bounded number of them, and no more often than
 * a given time: first those that were never asked about, then those that were asked about longest ago.
 */
final class Findings {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int AT_ONCE = 500;
    private static final int REMEMBERED = 20_000;

    private final Diagnosis diagnosis;
    private final Duration every;
    private final Clock clock;
    private final Map<Diagnosis.Item, Known> known = new HashMap<>();
    private Instant next = Instant.MIN;

    /** @param found empty when Zabbix was asked and nothing was found, or it did not answer */
    private record Known(Instant asOf, Optional<Diagnosis.Finding> found) {}

    Findings(Diagnosis diagnosis, Duration every, Clock clock) {
        this.diagnosis = diagnosis;
        this.every = every;
        this.clock = clock;
    }

    synchronized Optional<Diagnosis.Finding> of(Diagnosis.Item item) {
        return Optional.ofNullable(known.get(item)).flatMap(Known::found);
    }

    /** Whether Zabbix was asked about it, also when it did not answer. */
    synchronized boolean asked(Diagnosis.Item item) {
        return known.containsKey(item);
    }

    /** Asks, if it is time to, about items that are refused now. */
    Future<Void> refresh(Collection<Diagnosis.Item> refused) {
        Set<Diagnosis.Item> asked = choose(refused);
        if (asked.isEmpty()) {
            return Future.succeededFuture();
        }
        return diagnosis
                .of(asked)
                .onFailure(e -> LOG.atWarn()
                        .addKeyValue("cause", e.getMessage())
                        .log("why samples are refused cannot be asked: {}", e.getMessage()))
                .otherwise(Map.of())
                .onSuccess(findings -> remember(asked, findings))
                .mapEmpty();
    }

    private synchronized Set<Diagnosis.Item> choose(Collection<Diagnosis.Item> refused) {
        Instant now = clock.instant();
        if (refused.isEmpty() || now.isBefore(next)) {
            return Set.of();
        }
        next = now.plus(every);
        return refused.stream()
                .distinct()
                .sorted(Comparator.comparing(this::askedAt))
                .limit(AT_ONCE)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Instant askedAt(Diagnosis.Item item) {
        return known.containsKey(item) ? known.get(item).asOf() : Instant.MIN;
    }

    private synchronized void remember(Set<Diagnosis.Item> asked, Map<Diagnosis.Item, Diagnosis.Finding> findings) {
        if (known.size() + asked.size() > REMEMBERED) {
            known.clear();
        }
        Instant now = clock.instant();
        asked.forEach(item -> known.put(item, new Known(now, Optional.ofNullable(findings.get(item)))));
    }
}
