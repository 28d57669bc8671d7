package org.moodlefleet.zabbix.delivery;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;

/** Writes a verdict into the outbox: the accepted leave it, the refused are held or, in the end, rejected and told of. */
final class OutcomeRecorder {

    /** A trapper gives no reason, so ours names every cause that it can have. */
    private static final SendResult.Refusal UNSAID = new SendResult.Refusal(
            RejectionCause.UNKNOWN,
            "no such host or item, one of them disabled, the item no trapper item, or our address not among its"
                    + " allowed hosts");

    private final Outbox outbox;
    private final RefusalPlan plan;
    private final Optional<Findings> findings;
    private final Clock clock;

    /** @param findings empty where Zabbix's API cannot be asked */
    OutcomeRecorder(Outbox outbox, RefusalPlan plan, Optional<Findings> findings, Clock clock) {
        this.outbox = outbox;
        this.plan = plan;
        this.findings = findings;
        this.clock = clock;
    }

    Future<Void> settle(BatchOutcome verdict) {
        List<Future<Void>> steps = new ArrayList<>();
        if (!verdict.accepted().isEmpty()) {
            steps.add(outbox.accepted(verdict.accepted()));
        }
        findings.ifPresent(known -> known.refresh(
                verdict.refused().stream().map(OutcomeRecorder::item).toList()));
        Map<Duration, List<Entry>> held = new LinkedHashMap<>();
        Map<Integer, List<Entry>> rejected = new TreeMap<>();
        for (Entry entry : verdict.refused()) {
            int refusals = entry.refusals() + 1;
            hold(entry, refusals)
                    .ifPresentOrElse(
                            hold -> held.computeIfAbsent(hold, first -> new ArrayList<>())
                                    .add(entry),
                            () -> rejected.computeIfAbsent(refusals, first -> new ArrayList<>())
                                    .add(entry));
        }
        Instant now = clock.instant();
        held.forEach((hold, entries) -> steps.add(outbox.hold(entries, now.plus(hold))));
        rejected.forEach((refusals, entries) -> steps.add(reject(entries, refusals, verdict)));
        return Future.join(steps).mapEmpty();
    }

    /** Longer than planned while the cause heals, and until it was asked for. */
    private Optional<Duration> hold(Entry entry, int refusals) {
        Optional<Duration> planned = plan.holdAfter(refusals);
        boolean goOn = findings.filter(known -> !known.asked(item(entry))
                        || known.of(item(entry))
                                .filter(Diagnosis.Finding::heals)
                                .isPresent())
                .isPresent();
        return planned.isEmpty() && goOn ? Optional.of(plan.last()) : planned;
    }

    private static Diagnosis.Item item(Entry entry) {
        return new Diagnosis.Item(entry.sample().host(), entry.sample().key());
    }

    /** What Zabbix said itself counts more than what was found out, unless it says nothing. */
    private SendResult.Refusal why(Entry entry, BatchOutcome verdict) {
        Optional<SendResult.Refusal> said = verdict.reason(entry);
        return said.filter(refusal -> refusal.cause() != RejectionCause.UNKNOWN)
                .or(() -> findings.flatMap(known -> known.of(item(entry))).map(Diagnosis.Finding::refusal))
                .or(() -> said)
                .orElse(UNSAID);
    }

    private Future<Void> reject(List<Entry> entries, int refusals, BatchOutcome verdict) {
        Map<SendResult.Refusal, List<Entry>> byReason = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byReason.computeIfAbsent(why(entry, verdict), reason -> new ArrayList<>())
                    .add(entry);
        }
        List<Future<Void>> steps = new ArrayList<>();
        byReason.forEach((refusal, alike) -> {
            String reason = "refused by Zabbix " + refusals + " times: " + refusal.reason();
            steps.add(outbox.reject(alike, refusal.cause(), reason));
        });
        return Future.join(steps).mapEmpty();
    }
}
