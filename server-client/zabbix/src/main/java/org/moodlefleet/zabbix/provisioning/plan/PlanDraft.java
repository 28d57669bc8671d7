package org.moodlefleet.zabbix.provisioning.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.moodlefleet.zabbix.provisioning.outcome.Attempt;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/** A plan that is being made, object by object: one that cannot be planned is left out and named. */
public final class PlanDraft {

    private final Function<ObjectName, String> owner;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    /** @param owner tells whose an object is */
    public PlanDraft(Function<ObjectName, String> owner) {
        this.owner = owner;
    }

    /** @param planning gives what one object needs */
    public void each(ObjectName object, Supplier<Plan> planning) {
        Attempt.at(planning).to(this::add, cause -> leftOut.add(new LeftOut(object, owner.apply(object), cause)));
    }

    public void add(Plan part) {
        changes.addAll(part.changes());
        conflicts.addAll(part.conflicts());
        leftOut.addAll(part.leftOut());
    }

    public Plan plan() {
        return new Plan(changes, conflicts, leftOut);
    }
}
