package org.moodlefleet.zabbix.provisioning.apply;

import java.util.List;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.plan.Change.RemoveDouble;
import org.moodlefleet.zabbix.provisioning.plan.ObjectChange;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.plan.WidgetChange;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Applies one plan, resource by resource, in batches. Blocks. Serves once. */
public final class PlanApplier {

    private final Batches batches;
    private final List<ResourceApplier> resources;

    public PlanApplier(ProvisioningCalls calls, OwnerMark mark, Plan plan) {
        this.batches = new Batches(calls);
        this.resources = List.of(
                new DoubleApplier(calls, mark, plan.only(RemoveDouble.class), batches),
                new HostApplier(calls, mark, plan, batches),
                new WidgetApplier(calls, plan.only(WidgetChange.class), batches),
                new AccountApplier(calls, mark, plan.only(ObjectChange.class), batches));
    }

    public ApplyReport run() {
        resources.forEach(ResourceApplier::apply);
        return batches.report();
    }
}
