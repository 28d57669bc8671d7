package org.moodlefleet.zabbix.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.zabbix.outbox.Entry;

/** What is known of a batch so far: who was accepted, who was refused, and what cut the sending short, if anything. */
final class Verdict {

    private final List<Entry> accepted = new ArrayList<>();
    private final List<Entry> refused = new ArrayList<>();
    private Throwable failure;

    void accept(List<Entry> entries) {
        accepted.addAll(entries);
    }

    void refuse(List<Entry> entries) {
        refused.addAll(entries);
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

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
