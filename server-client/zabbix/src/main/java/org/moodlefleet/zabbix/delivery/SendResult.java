package org.moodlefleet.zabbix.delivery;

import java.util.Map;
import org.moodlefleet.zabbix.outbox.contract.RejectionCause;

/** What Zabbix said to the samples of one request. */
public sealed interface SendResult {

    /** How many of them Zabbix refused. */
    int failed();

    /** Zabbix counted the refused ones and did not say which they are. */
    record Counted(int failed) implements SendResult {}

    /**
     * Zabbix named the refused ones.
     *
     * @param refusals why, by the place of the sample in the request, from 0
     */
    record Itemised(Map<Integer, Refusal> refusals) implements SendResult {

        public Itemised {
            refusals = Map.copyOf(refusals);
        }

        @Override
        public int failed() {
            return refusals.size();
        }
    }

    /**
     * @param cause as far as the reason tells it
     * @param reason in Zabbix's words
     */
    record Refusal(RejectionCause cause, String reason) {}
}
