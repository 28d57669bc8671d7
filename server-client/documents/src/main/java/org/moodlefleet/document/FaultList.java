package org.moodlefleet.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is wrong with one document. The first {@value #MOST} faults are told and the others counted: a document that is
 * wrong a million times costs no more than one that is wrong a hundred times.
 */
public final class FaultList {

    /** Faults of one document that are told one by one. */
    public static final int MOST = 100;

    private final List<Fault> told = new ArrayList<>();
    private int count;

    /** @param fault is not made when it would not be told */
    public void add(Supplier<Fault> fault) {
        if (count++ < MOST) {
            told.add(fault.get());
        }
    }

    /** How many there are, those that are left out included. */
    public int count() {
        return count;
    }

    public boolean isFull() {
        return count >= MOST;
    }

    /** The first ones; a last line without a field says how many more there are. */
    public List<Fault> told() {
        return withRest(told, count);
    }

    /** The same list when it is short enough. */
    public static List<Fault> bounded(List<Fault> faults) {
        // a list that was bounded before has its last line already
        return faults.size() <= MOST + 1 ? List.copyOf(faults) : withRest(faults.subList(0, MOST), faults.size());
    }

    private static List<Fault> withRest(List<Fault> told, int count) {
        if (count <= told.size()) {
            return List.copyOf(told);
        }
        List<Fault> all = new ArrayList<>(told);
        all.add(new Fault("", (count - told.size()) + " more faults are left out", "correct those above first"));
        return List.copyOf(all);
    }
}
