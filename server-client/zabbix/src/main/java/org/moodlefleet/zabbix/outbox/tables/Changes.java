package org.moodlefleet.zabbix.outbox.tables;

import java.util.HashMap;
import java.util.Map;
import org.moodlefleet.zabbix.outbox.contract.Counts;

/** What one transaction changes, by owner: known to the ledger only once it is committed. */
public final class Changes {

    private final Map<String, Counts> byOwner = new HashMap<>();

    public void collected(String owner, long n) {
        add(owner, new Counts(n, 0, n, 0, 0, 0));
    }

    void held(String owner, long n) {
        add(owner, new Counts(0, n, 0, 0, 0, 0));
    }

    public void accepted(String owner, long n, long ofThemHeld) {
        add(owner, new Counts(-n, -ofThemHeld, 0, n, 0, 0));
    }

    public void rejected(String owner, long n, long ofThemHeld) {
        add(owner, new Counts(-n, -ofThemHeld, 0, 0, n, 0));
    }

    public void dropped(String owner, long n, long ofThemHeld) {
        add(owner, new Counts(-n, -ofThemHeld, 0, 0, 0, n));
    }

    public Map<String, Counts> byOwner() {
        return byOwner;
    }

    public long pending(String owner) {
        return byOwner.getOrDefault(owner, Counts.ZERO).pending();
    }

    public long pending() {
        return byOwner.values().stream().mapToLong(Counts::pending).sum();
    }

    private void add(String owner, Counts change) {
        if (!change.equals(Counts.ZERO)) {
            byOwner.merge(owner, change, Counts::plus);
        }
    }
}
