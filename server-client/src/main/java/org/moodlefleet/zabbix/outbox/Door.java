package org.moodlefleet.zabbix.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets out of a batch what may be sent, and rejects the rest, except what only our clock speaks against, because it was
 * set back since: that is held until the clock has come there again.
 */
final class Door {

    private final Admission admission;

    Door(Admission admission) {
        this.admission = admission;
    }

    /**
     * @param admitted in the order of the batch
     * @param rejected by why; they have left the outbox
     */
    record Passage(List<Entry> admitted, Map<Objection, List<Entry>> rejected) {}

    Passage pass(Connection connection, List<Entry> batch, Changes changes, Instant now) throws SQLException {
        List<Entry> admitted = new ArrayList<>(batch.size());
        Map<Objection, List<Entry>> rejected = new LinkedHashMap<>();
        for (Entry entry : batch) {
            Optional<Objection> objection = admission.objection(entry.sample(), now);
            if (objection.isEmpty()) {
                admitted.add(entry);
            } else if (isOfAClockThatWentBack(connection, entry, objection.get())) {
                Instant reached = Instant.ofEpochSecond(entry.sample().clock());
                SampleTable.hold(connection, List.of(entry), reached, changes);
            } else {
                rejected.computeIfAbsent(objection.get(), why -> new ArrayList<>())
                        .add(entry);
            }
        }
        for (Map.Entry<Objection, List<Entry>> alike : rejected.entrySet()) {
            reject(connection, alike.getValue(), alike.getKey(), changes, now);
        }
        return new Passage(admitted, rejected);
    }

    private boolean isOfAClockThatWentBack(Connection connection, Entry entry, Objection objection)
            throws SQLException {
        if (objection.cause() != RejectionCause.CLOCK_IN_FUTURE) {
            return false;
        }
        Optional<Instant> stored = SampleTable.storedAt(connection, entry);
        return stored.isPresent()
                && admission.objection(entry.sample(), stored.get()).isEmpty();
    }

    /** @return those that were still there */
    static List<Entry> reject(Connection connection, List<Entry> entries, Objection why, Changes changes, Instant now)
            throws SQLException {
        List<SampleTable.Gone> gone = SampleTable.delete(connection, entries);
        RejectionTable.add(connection, gone, why.cause(), why.reason(), now);
        for (SampleTable.Gone one : gone) {
            changes.rejected(one.entry().owner(), 1, one.held() ? 1 : 0);
        }
        return gone.stream().map(SampleTable.Gone::entry).toList();
    }
}
