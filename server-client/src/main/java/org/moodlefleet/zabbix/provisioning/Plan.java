package org.moodlefleet.zabbix.provisioning;

import java.util.List;
import java.util.stream.Stream;

/**
 * What has to be done, to be read before it is applied.
 *
 * @param changes in the order in which they are applied
 * @param conflicts what cannot be done because something that is not ours stands in the way, one sentence each
 */
public record Plan(List<Change> changes, List<String> conflicts) {

    public Plan {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
    }

    /** Whether Zabbix is as it should be, as far as that is in our hands. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** This plan, then the other. */
    Plan and(Plan other) {
        return new Plan(
                Stream.concat(changes.stream(), other.changes.stream()).toList(),
                Stream.concat(conflicts.stream(), other.conflicts.stream()).toList());
    }

    /** Hosts, users and other objects that the plan takes away, now or after the grace time. */
    public long removals() {
        return changes.stream().filter(Plan::isRemoval).count();
    }

    /** The same plan, leaving everything where it is. */
    public Plan withoutRemovals() {
        return new Plan(changes.stream().filter(change -> !isRemoval(change)).toList(), conflicts);
    }

    private static boolean isRemoval(Change change) {
        return change instanceof Change.DisableHost
                || change instanceof Change.DeleteHost
                || change instanceof ObjectChange.RetireObject
                || change instanceof ObjectChange.DeleteObject;
    }

    /** One line for each change, then one for each conflict. */
    public List<String> describe() {
        return Stream.concat(
                        changes.stream().map(Change::describe),
                        conflicts.stream().map(conflict -> "CONFLICT " + conflict))
                .toList();
    }
}
