package org.moodlefleet.service;

import java.util.List;
import org.moodlefleet.zabbix.provisioning.Change;
import org.moodlefleet.zabbix.provisioning.Plan;

/**
 * A plan, and what of it is not done unasked.
 *
 * @param held removals, some or all of the plan's
 */
record PlannedChanges(Plan plan, List<Change> held) {

    PlannedChanges {
        held = List.copyOf(held);
    }

    /** By which the held removals are approved; null when there is none. */
    String fingerprint() {
        return held.isEmpty() ? null : Plan.fingerprint(held);
    }

    /** What is done unasked. */
    Plan unasked() {
        return plan.without(held);
    }
}
