package org.moodlefleet.zabbix.delivery;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.moodlefleet.zabbix.outbox.Entry;
import org.moodlefleet.zabbix.outbox.Outbox;
import org.moodlefleet.zabbix.outbox.RejectionCause;

/** Writes a verdict into the outbox: the accepted leave it, the refused are held or, in the end, rejected and told of. */
final class Settlement {

    /** A trapper gives no reason, so ours names every cause that it can have. */
    private static final Receipt.Refusal UNSAID = new Receipt.Refusal(
            RejectionCause.UNKNOWN,
            "no such host or item, one of them disabled, the item no trapper item, or our address not among its"
                    + " allowed hosts");

    private final Outbox outbox;
    private final RefusalPlan plan;
    private final Clock clock;

    Settlement(Outbox outbox, RefusalPlan plan, Clock clock) {
        this.outbox = outbox;
        this.plan = plan;
        this.clock = clock;
    }

    Future<Void> settle(Verdict verdict) {
        List<Future<Void>> steps = new ArrayList<>();
        if (!verdict.accepted().isEmpty()) {
            steps.add(outbox.accepted(verdict.accepted()));
        }
        Map<Integer, List<Entry>> refused = new TreeMap<>();
        for (Entry entry : verdict.refused()) {
            refused.computeIfAbsent(entry.refusals() + 1, n -> new ArrayList<>())
                    .add(entry);
        }
        Instant now = clock.instant();
        refused.forEach((refusals, entries) -> steps.add(plan.holdAfter(refusals)
                .map(hold -> outbox.hold(entries, now.plus(hold)))
                .orElseGet(() -> reject(entries, refusals, verdict))));
        return Future.join(steps).mapEmpty();
    }

    private Future<Void> reject(List<Entry> entries, int refusals, Verdict verdict) {
        Map<Receipt.Refusal, List<Entry>> byReason = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byReason.computeIfAbsent(verdict.reason(entry).orElse(UNSAID), reason -> new ArrayList<>())
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
