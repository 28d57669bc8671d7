package org.moodlefleet.zabbix.provisioning.apply;

import java.util.List;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.plan.WidgetChange;

/** Registers widgets of the front end, or takes that back. */
record WidgetApplier(ProvisioningCalls calls, List<WidgetChange> changes, Batches batches) implements ResourceApplier {

    @Override
    public void apply() {
        changes.forEach(change -> batches.one(change, () -> calls.call(change.method(), change.params())));
    }
}
