package org.moodlefleet.zabbix.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;
import org.moodlefleet.zabbix.outbox.contract.Counts;
import org.moodlefleet.zabbix.outbox.contract.OutboxStats;
import org.moodlefleet.zabbix.outbox.contract.Owners;
import org.moodlefleet.zabbix.outbox.tables.Changes;

/** The committed numbers in memory, for limits, statistics and meters without a query. Written by the lane only. */
final class OutboxCounters {

    private final Map<String, Counts> byOwner = new ConcurrentHashMap<>();
    private final Map<String, Long> oldestClocks = new ConcurrentHashMap<>();
    private final Map<String, Long> droppedUntold = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Clock clock;
    private final Counter damages;
    private final Collection<Meter> registered = new ConcurrentLinkedQueue<>();
    private volatile Counts total = Counts.ZERO;

    OutboxCounters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        this.damages = Counter.builder("moodle_fleet_outbox_damages_total")
                .description("How often the outbox's file was found damaged and mended")
                .register(meters);
        registered.add(damages);
    }

    /**
     * @param changes by owner
     * @param oldest clock of the oldest pending sample of those owners; of none when nothing of theirs is pending
     */
    void apply(Map<String, Counts> changes, Map<String, Long> oldest) {
        changes.forEach((owner, change) -> {
            boolean known = byOwner.containsKey(owner);
            byOwner.merge(owner, change, Counts::plus);
            if (oldest.containsKey(owner)) {
                oldestClocks.put(owner, oldest.get(owner));
            } else {
                oldestClocks.remove(owner);
            }
            if (!known) {
                registerMeters(owner);
            }
            total = total.plus(change);
            droppedUntold.merge(owner, change.dropped(), Long::sum);
        });
    }

    long pending() {
        return total.pending();
    }

    /** Everything anew, after the file was opened. */
    void reset(Map<String, Counts> counts, Map<String, Long> oldest) {
        byOwner.replaceAll((owner, before) -> counts.getOrDefault(owner, Counts.ZERO));
        oldestClocks.clear();
        oldestClocks.putAll(oldest);
        counts.forEach((owner, count) -> {
            if (byOwner.put(owner, count) == null) {
                registerMeters(owner);
            }
        });
        total = counts.values().stream().reduce(Counts.ZERO, Counts::plus);
    }

    /** What the bounds have dropped since this was asked last, by owner. */
    Map<String, Long> takeDropped() {
        Map<String, Long> dropped = new HashMap<>();
        droppedUntold.forEach((owner, n) -> {
            if (n > 0) {
                dropped.put(owner, n);
                droppedUntold.merge(owner, -n, Long::sum);
            }
        });
        return dropped;
    }

    void mended() {
        damages.increment();
    }

    /** Of the owners that a transaction changes, as they will be. */
    Map<String, Counts> after(Changes changes) {
        return counts(Owners.only(changes.byOwner().keySet()), changes);
    }

    long pending(String owner) {
        return byOwner.getOrDefault(owner, Counts.ZERO).pending();
    }

    /** Of the owners that are meant, with what the transaction under way has changed so far. */
    Map<String, Counts> counts(Owners owners, Changes changes) {
        Map<String, Counts> counts = new HashMap<>(byOwner);
        changes.byOwner().forEach((owner, change) -> counts.merge(owner, change, Counts::plus));
        counts.keySet().removeIf(owner -> !owners.include(owner));
        return counts;
    }

    OutboxStats stats() {
        return new OutboxStats(total, byOwner, oldestClocks);
    }

    /** Takes the meters back, so that another outbox may register its own. */
    void close() {
        registered.forEach(meters::remove);
    }

    private double oldestAge(String owner) {
        Long oldest = oldestClocks.get(owner);
        return oldest == null ? 0 : Math.max(0, clock.instant().getEpochSecond() - oldest);
    }

    private void registerMeters(String owner) {
        gauge(owner, "moodle_fleet_outbox_pending", Counts::pending, "Samples that wait for Zabbix");
        gauge(owner, "moodle_fleet_outbox_held", Counts::held, "Of the pending samples, those refused at least once");
        registered.add(
                Gauge.builder("moodle_fleet_outbox_oldest_pending_age_seconds", this, ledger -> ledger.oldestAge(owner))
                        .description("Age of the oldest sample that waits for Zabbix, by its clock; 0 when none waits")
                        .tag("owner", owner)
                        .strongReference(true)
                        .register(meters));
        counter(owner, "moodle_fleet_samples_collected_total", Counts::collected, "Samples stored in the outbox");
        counter(owner, "moodle_fleet_samples_accepted_total", Counts::accepted, "Samples taken by Zabbix");
        counter(owner, "moodle_fleet_samples_rejected_total", Counts::rejected, "Samples given up after refusals");
        counter(
                owner,
                "moodle_fleet_samples_dropped_total",
                Counts::dropped,
                "Samples dropped unsent, over age or size");
    }

    private void gauge(String owner, String name, ToDoubleFunction<Counts> number, String description) {
        registered.add(Gauge.builder(name, this, ledger -> number.applyAsDouble(ledger.byOwner.get(owner)))
                .description(description)
                .tag("owner", owner)
                .strongReference(true)
                .register(meters));
    }

    private void counter(String owner, String name, ToDoubleFunction<Counts> number, String description) {
        registered.add(FunctionCounter.builder(name, this, ledger -> number.applyAsDouble(ledger.byOwner.get(owner)))
                .description(description)
                .tag("owner", owner)
                .register(meters));
    }
}
