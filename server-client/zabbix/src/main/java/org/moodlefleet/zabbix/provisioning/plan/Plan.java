package org.moodlefleet.zabbix.provisioning.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.provisioning.doubles.Doubled;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;

/**
 * What has to be done, to be read before it is applied.
 *
 * @param changes in the order in which they are applied
 * @param conflicts what cannot be done because something that is not ours stands in the way, one sentence each
 * @param leftOut objects that cannot be made or changed; what Zabbix has of them stays as it is
 */
public record Plan(List<Change> changes, List<String> conflicts, List<LeftOut> leftOut) {

    /** Nothing has to be done. */
    static final Plan NOTHING = new Plan(List.of(), List.of());

    public Plan {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
        leftOut = List.copyOf(leftOut);
    }

    /** A plan that leaves nothing out. */
    public Plan(List<Change> changes, List<String> conflicts) {
        this(changes, conflicts, List.of());
    }

    public static Plan of(Change change) {
        return new Plan(List.of(change), List.of());
    }

    /** A double is removed, or told where something would be lost with it. */
    public static Plan of(Doubled doubled) {
        return doubled.obstacle().isPresent() ? ofConflict(doubled.describe()) : of(new Change.RemoveDouble(doubled));
    }

    static Plan ofConflict(String conflict) {
        return new Plan(List.of(), List.of(conflict));
    }

    /** Whether Zabbix is as it should be, as far as that is in our hands. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** This plan, then the other. */
    Plan and(Plan other) {
        return new Plan(
                Stream.concat(changes.stream(), other.changes.stream()).toList(),
                Stream.concat(conflicts.stream(), other.conflicts.stream()).toList(),
                Stream.concat(leftOut.stream(), other.leftOut.stream()).toList());
    }

    /** Hosts, users and other objects that the plan takes away, now or after the grace time. */
    public long removals() {
        return changes.stream().filter(Plan::isRemoval).count();
    }

    /**
     * The fingerprint of removals, 32 hexadecimal digits: equal when the same objects are removed in the same way, whenever
     * that was planned.
     */
    public static String fingerprint(List<Change> removals) {
        StringBuilder lines = new StringBuilder();
        removals.stream()
                .map(change -> id(change) + " " + change.describe() + "\n")
                .sorted()
                .forEach(lines::append);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What it is in Zabbix: one of the same name that is made later is another. */
    private static String id(Change removal) {
        if (removal instanceof Change.DisableHost host) {
            return host.hostId();
        } else if (removal instanceof Change.DeleteHost host) {
            return host.hostId();
        } else if (removal instanceof ObjectChange.RetireObject object) {
            return object.id();
        }
        return ((ObjectChange.DeleteObject) removal).id();
    }

    /**
     * The removals that are not done unasked: all where they are more than the limit, else those of what was taken over
     * from another registry and never wanted since.
     */
    public List<Change> heldRemovals(int limit) {
        return changes.stream()
                .filter(removals() > limit ? Plan::isRemoval : Plan::isOfTakenOver)
                .toList();
    }

    /** The same plan without some of its changes. */
    public Plan without(List<Change> some) {
        return new Plan(
                changes.stream().filter(change -> !some.contains(change)).toList(), conflicts, leftOut);
    }

    private static boolean isOfTakenOver(Change change) {
        return change instanceof Change.DisableHost disable && disable.takenOver()
                || change instanceof Change.DeleteHost delete && delete.takenOver()
                || change instanceof ObjectChange.RetireObject retire
                        && retire.note().takenOver()
                || change instanceof ObjectChange.DeleteObject gone
                        && gone.note().takenOver();
    }

    /** Whether it takes something away, now or after the grace time. */
    public static boolean isRemoval(Change change) {
        return change instanceof Change.DisableHost
                || change instanceof Change.DeleteHost
                || change instanceof ObjectChange.RetireObject
                || change instanceof ObjectChange.DeleteObject;
    }

    /** One line for each change, then one for each conflict and each object that is left out. */
    public List<String> describe() {
        return Stream.of(
                        changes.stream().map(Change::describe),
                        conflicts.stream().map(conflict -> "CONFLICT " + conflict),
                        leftOut.stream().map(object -> "LEFT OUT " + object.describe()))
                .flatMap(lines -> lines)
                .toList();
    }

    /** Its changes of one type, in their order. */
    public <C extends Change> List<C> only(Class<C> type) {
        return changes.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
