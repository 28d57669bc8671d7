package org.moodlefleet.service;

import io.vertx.core.Future;
import java.util.List;
import org.moodlefleet.registry.Approval;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.registry.model.Caller;
import org.moodlefleet.zabbix.provisioning.Change;
import org.moodlefleet.zabbix.provisioning.Plan;

/**
 * Somebody wants held removals to be done.
 *
 * @param fingerprint of the removals that were seen
 * @param caller who wants it
 */
record RemovalApproval(String fingerprint, Caller caller) {

    /** Writes into the audit log what may go, before it goes. */
    Future<Void> note(Registry registry, Plan plan) {
        List<String> removals = plan.changes().stream()
                .filter(Plan::isRemoval)
                .map(Change::describe)
                .toList();
        return registry.change(caller, transaction -> transaction.approve(new Approval(fingerprint, removals)));
    }
}
