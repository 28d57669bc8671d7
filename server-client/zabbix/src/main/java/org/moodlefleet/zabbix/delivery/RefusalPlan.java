package org.moodlefleet.zabbix.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * When a refused sample is tried again: at once doubling, then even intervals, until it has been held for
 * {@code rejectAfter} in all. A pure function of the number of refusals, so it survives restarts, and an
 * outage of Zabbix does not use up the time that a cause has to heal.
 */
record RefusalPlan(Duration first, Duration last, Duration rejectAfter) {

    /**
     * @param refusals including the present one, at least 1
     * @return how long to hold it now; empty when this refusal is final
     */
    Optional<Duration> holdAfter(int refusals) {
        long heldMillis = 0;
        long hold = first.toMillis();
        for (int i = 1; i < refusals && heldMillis < rejectAfter.toMillis(); i++) {
            heldMillis += hold;
            hold = Math.min(hold * 2, last.toMillis());
        }
        return heldMillis < rejectAfter.toMillis() ? Optional.of(Duration.ofMillis(hold)) : Optional.empty();
    }
}
