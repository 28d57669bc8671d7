package org.moodlefleet.zabbix.outbox;

import java.util.HashMap;
import java.util.Map;

/** What one transaction changes, by owner: known to the ledger only once it is committed. */
final class Changes {

    private final Map<String, Counts> byOwner = new HashMap<>();

    void collected(String owner, long n) {
        add(owner, new Counts(n, 0, n, 0, 0, 0));
    }

    void held(String owner, long n) {
        add(owner, new Counts(0, n, 0, 0, 0, 0));
    }

    void accepted(String owner, long n, long ofThemHeld) {
        add(owner, new Counts(-n, -ofThemHeld, 0, n, 0, 0));
    }

    void rejected(String owner, long n, long ofThemHeld) {
        add(owner, new Counts(-n, -ofThemHeld, 0, 0, n, 0));
    }

    void dropped(String owner, long n, long ofThemHeld) {
        add(owner, new Counts(-n, -ofThemHeld, 0, 0, 0, n));
    }

    Map<String, Counts> byOwner() {
        return byOwner;
    }

    long pending(String owner) {
        return byOwner.getOrDefault(owner, Counts.ZERO).pending();
    }

    long pending() {
        return byOwner.values().stream().mapToLong(Counts::pending).sum();
    }

    private void add(String owner, Counts change) {
        if (!change.equals(Counts.ZERO)) {
            byOwner.merge(owner, change, Counts::plus);
        }
    }
}
