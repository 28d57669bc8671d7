package org.moodlefleet.consolidation.sync;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.registry.Approval;
import org.moodlefleet.registry.Registry;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.plan.Change;
import org.moodlefleet.zabbix.provisioning.plan.Plan;

/**
 * What somebody wants done that is not done unasked.
 *
 * @param approve fingerprint of the held removals that were seen and may be done
 * @param adoption whose objects are taken over
 * @param caller who wants it, null for nobody
 */
public record ZabbixOrder(Optional<String> approve, Adoption adoption, Caller caller) {

    static final ZabbixOrder NONE = new ZabbixOrder(Optional.empty(), Adoption.NONE, null);

    /**
     * The part of a plan that is done. The approval is written into the audit log first; without that nothing is done.
     *
     * @return fails with {@link UnapprovedRemovalsException} when the approval is for others
     */
    Future<PlannedChanges> confirm(Registry registry, PlannedChanges planned) {
        if (approve.isPresent() && !approve.get().equals(planned.fingerprint())) {
            return Future.failedFuture(new UnapprovedRemovalsException());
        }
        return noteAdoption(registry, planned.plan())
                .compose(noted -> approve.isEmpty()
                        ? Future.succeededFuture(planned)
                        : registry.change(
                                        caller,
                                        transaction ->
                                                transaction.approve(new Approval(approve.get(), lines(planned.held()))))
                                .map(approved -> new PlannedChanges(planned.plan(), List.of())));
    }

    private Future<Void> noteAdoption(Registry registry, Plan plan) {
        return adoption.equals(Adoption.NONE)
                ? Future.succeededFuture()
                : registry.change(
                        caller,
                        transaction -> transaction.noteAdoption(
                                adoption.which(),
                                lines(plan.changes().stream()
                                        .filter(Change::takesOver)
                                        .toList())));
    }

    private static List<String> lines(List<Change> changes) {
        return changes.stream().map(Change::describe).toList();
    }
}
