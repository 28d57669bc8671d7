package org.moodlefleet.zabbix.outbox.selection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.zabbix.Sample;
import org.moodlefleet.zabbix.outbox.contract.Entry;
import org.moodlefleet.zabbix.outbox.contract.RejectReason;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;
import org.moodlefleet.zabbix.outbox.contract.SampleFilter;
import org.moodlefleet.zabbix.outbox.tables.Changes;
import org.moodlefleet.zabbix.outbox.tables.RejectionTable;
import org.moodlefleet.zabbix.outbox.tables.SampleTable;

/**
 * Lets out of a batch what may be sent, and rejects the rest, except what is ahead of our clock by less than a day: then
 * the clock has been set back, or is behind that of the Moodles, and the sample waits until it has come there.
 */
public final class AdmissionFilter {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final SampleFilter admission;

    public AdmissionFilter(SampleFilter admission) {
        this.admission = admission;
    }

    /**
     * @param admitted in the order of the batch
     * @param rejected by why; they have left the outbox
     */
    public record Passage(List<Entry> admitted, Map<RejectReason, List<Entry>> rejected) {}

    public Passage pass(Connection connection, List<Entry> batch, Changes changes, Instant now) throws SQLException {
        List<Entry> admitted = new ArrayList<>(batch.size());
        Map<RejectReason, List<Entry>> rejected = new LinkedHashMap<>();
        for (Entry entry : batch) {
            Optional<RejectReason> objection = admission.objection(entry.sample(), now);
            if (objection.isEmpty()) {
                admitted.add(entry);
            } else if (isReachedSoon(entry.sample(), objection.get(), now)) {
                Instant reached = Instant.ofEpochSecond(entry.sample().clock());
                SampleTable.hold(connection, List.of(entry), reached, changes);
            } else {
                rejected.computeIfAbsent(objection.get(), why -> new ArrayList<>())
                        .add(entry);
            }
        }
        for (Map.Entry<RejectReason, List<Entry>> alike : rejected.entrySet()) {
            reject(connection, alike.getValue(), alike.getKey(), changes, now);
        }
        return new Passage(admitted, rejected);
    }

    private static boolean isReachedSoon(Sample sample, RejectReason objection, Instant now) {
        return objection.cause() == RejectionCause.CLOCK_IN_FUTURE
                && sample.clock() < now.plus(LONGEST_WAIT).getEpochSecond();
    }

    /** @return those that were still there */
    public static List<Entry> reject(
            Connection connection, List<Entry> entries, RejectReason why, Changes changes, Instant now)
            throws SQLException {
        List<SampleTable.Gone> gone = SampleTable.delete(connection, entries);
        RejectionTable.add(connection, gone, why.cause(), why.reason(), now);
        for (SampleTable.Gone one : gone) {
            changes.rejected(one.entry().owner(), 1, one.held() ? 1 : 0);
        }
        return gone.stream().map(SampleTable.Gone::entry).toList();
    }
}
