package org.moodlefleet.zabbix.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.zabbix.outbox.contract.Entry;

/** What is known of a batch so far: who was accepted, who was refused, and what cut the sending short, if anything. */
final class BatchOutcome {

    private final List<Entry> accepted = new ArrayList<>();
    private final List<Entry> refused = new ArrayList<>();
    private final Map<Long, SendResult.Refusal> reasons = new HashMap<>();
    private Throwable failure;

    void accept(List<Entry> entries) {
        accepted.addAll(entries);
    }

    void refuse(List<Entry> entries) {
        refused.addAll(entries);
    }

    /** @param refusals by place in the batch */
    void decide(List<Entry> batch, Map<Integer, SendResult.Refusal> refusals) {
        for (int i = 0; i < batch.size(); i++) {
            Entry entry = batch.get(i);
            SendResult.Refusal refusal = refusals.get(i);
            if (refusal == null) {
                accepted.add(entry);
            } else {
                refused.add(entry);
                reasons.put(entry.id(), refusal);
            }
        }
    }

    void cutShort(Throwable cause) {
        failure = cause;
    }

    List<Entry> accepted() {
        return accepted;
    }

    List<Entry> refused() {
        return refused;
    }

    /** What Zabbix itself said against a refused sample, where it said more than a number. */
    Optional<SendResult.Refusal> reason(Entry entry) {
        return Optional.ofNullable(reasons.get(entry.id()));
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
