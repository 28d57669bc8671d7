package org.moodlefleet.zabbix.provisioning.plan;

import java.util.List;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/** Makes one plan of what several resources need, in their order: one that cannot be planned is left out and named. */
public final class Planner {

    private final PlanDraft draft;

    /** @param draft what is planned already */
    public Planner(PlanDraft draft) {
        this.draft = draft;
    }

    /** Blocks. */
    public Plan plan(List<ResourcePlanner> all) {
        all.forEach(one -> draft.each(new ObjectName("all", one.resources()), one::plan));
        return draft.plan();
    }
}
