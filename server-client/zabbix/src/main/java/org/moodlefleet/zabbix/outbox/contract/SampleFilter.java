package org.moodlefleet.zabbix.outbox.contract;

import java.time.Instant;
import java.util.Optional;
import org.moodlefleet.zabbix.Sample;

/**
 * Says which samples Zabbix would take without a word and not store. Asked each time that a sample is about to be
 * sent, since one that waits may become too old. Called on the outbox's thread: must not block.
 */
@FunctionalInterface
public interface SampleFilter {

    /** Lets everything pass. */
    SampleFilter ALL = (sample, now) -> Optional.empty();

    /** @return empty when the sample may be sent */
    Optional<RejectReason> objection(Sample sample, Instant now);
}
