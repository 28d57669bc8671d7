package org.moodlefleet.zabbix.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.RejectReason;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of rejections that are committed: each in a counter by cause, and in the log one line an owner and cause a
 * minute, with one sample in full and the number of those that were left out before.
 */
final class RejectionReports {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<Told, Untold> told = new HashMap<>();

    RejectionReports(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** @param rejected of one cause and reason */
    void tell(List<Entry> rejected, RejectReason why) {
        Map<String, Entry> first = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        for (Entry entry : rejected) {
            first.putIfAbsent(entry.owner(), entry);
            numbers.merge(entry.owner(), 1L, Long::sum);
        }
        numbers.forEach((owner, n) -> {
            counter(owner, why.cause()).increment(n);
            log(first.get(owner), n, why);
        });
    }

    private synchronized void log(Entry first, long n, RejectReason why) {
        Untold untold = told.computeIfAbsent(new Told(first.owner(), why.cause()), cause -> new Untold());
        untold.samples += n;
        untold.last = first;
        untold.why = why;
        log(untold);
    }

    /** Tells of what came in a minute in which something had been told already; to be called now and then. */
    synchronized void tellRest() {
        told.values().stream().filter(untold -> untold.samples > 0).forEach(this::log);
    }

    private void log(Untold untold) {
        Instant now = clock.instant();
        if (untold.silentUntil.isAfter(now)) {
            return;
        }
        Entry one = untold.last;
        LOG.atWarn()
                .addKeyValue("owner", one.owner())
                .addKeyValue("host", one.sample().host())
                .addKeyValue("key", one.sample().key())
                .addKeyValue("cause", untold.why.cause().code())
                .log(
                        "{} sample(s) rejected, of which {} on host {}: {}",
                        untold.samples,
                        one.sample().key(),
                        one.sample().host(),
                        untold.why.reason());
        untold.samples = 0;
        untold.silentUntil = now.plus(SILENCE);
    }

    private Counter counter(String owner, RejectionCause cause) {
        return Counter.builder("moodle_fleet_rejections_total")
                .description("Samples given up since the start, by cause")
                .tag("owner", owner)
                .tag("cause", cause.code())
                .register(meters);
    }

    private record Told(String owner, RejectionCause cause) {}

    private static final class Untold {
        private long samples;
        private Entry last;
        private RejectReason why;
        private Instant silentUntil = Instant.MIN;
    }
}
