package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.CORRECT_THOSE_ABOVE;
import static org.moodlefleet.document.DocumentMessage.MORE_VIOLATIONS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is wrong with one document. The first {@value #MOST} violations are told and the others counted: a document that is
 * wrong a million times costs no more than one that is wrong a hundred times.
 */
public final class ViolationList {

    /** Faults of one document that are told one by one. */
    public static final int MOST = 100;

    private final List<Violation> told = new ArrayList<>();
    private int count;

    /** @param violation is not made when it would not be told */
    public void add(Supplier<Violation> violation) {
        if (count++ < MOST) {
            told.add(violation.get());
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
    public List<Violation> told() {
        return withRest(told, count);
    }

    /** The same list when it is short enough. */
    public static List<Violation> bounded(List<Violation> violations) {
        // a list that was bounded before has its last line already
        return violations.size() <= MOST + 1
                ? List.copyOf(violations)
                : withRest(violations.subList(0, MOST), violations.size());
    }

    private static List<Violation> withRest(List<Violation> told, int count) {
        if (count <= told.size()) {
            return List.copyOf(told);
        }
        List<Violation> all = new ArrayList<>(told);
        all.add(new Violation("", MORE_VIOLATIONS.with(count - told.size()), CORRECT_THOSE_ABOVE));
        return List.copyOf(all);
    }
}
