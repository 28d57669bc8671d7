package org.moodlefleet.consolidation.sync;

import java.util.List;
import org.moodlefleet.zabbix.provisioning.plan.Change;
import org.moodlefleet.zabbix.provisioning.plan.Plan;

/**
 * A plan, and what of it is not done unasked.
 *
 * @param held removals, some or all of the plan's
 */
public record PlannedChanges(Plan plan, List<Change> held) {

    public PlannedChanges {
        held = List.copyOf(held);
    }

    /** By which the held removals are approved; null when there is none. */
    public String fingerprint() {
        return held.isEmpty() ? null : Plan.fingerprint(held);
    }

    /** What is done unasked. */
    Plan unasked() {
        return plan.without(held);
    }
}
