package org.moodlefleet.zabbix.provisioning.apply;

import java.util.List;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.plan.Change.RemoveDouble;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Removes what stands twice. */
record DoubleApplier(ProvisioningCalls calls, OwnerMark mark, List<RemoveDouble> changes, Batches batches)
        implements ResourceApplier {

    @Override
    public void apply() {
        DoubleRemoval removal = new DoubleRemoval(calls, mark);
        changes.forEach(change -> batches.one(change, () -> removal.run(change.doubled())));
    }
}
