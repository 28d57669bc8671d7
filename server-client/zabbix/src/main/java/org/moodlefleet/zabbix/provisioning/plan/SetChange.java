package org.moodlefleet.zabbix.provisioning.plan;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to add to a set and what to take away; everything else in it stays. */
public record SetChange<T extends Comparable<T>>(SortedSet<T> add, SortedSet<T> remove) {

    public SetChange {
        add = Collections.unmodifiableSortedSet(new TreeSet<>(add));
        remove = Collections.unmodifiableSortedSet(new TreeSet<>(remove));
    }

    /** @param ours what may be removed */
    static <T extends Comparable<T>> SetChange<T> between(Set<T> current, Set<T> wanted, Predicate<T> ours) {
        return new SetChange<>(
                without(wanted, current::contains), without(current, one -> wanted.contains(one) || !ours.test(one)));
    }

    static <T extends Comparable<T>> SetChange<T> none() {
        return new SetChange<>(new TreeSet<T>(), new TreeSet<T>());
    }

    static <T extends Comparable<T>> SetChange<T> adding(T one) {
        return new SetChange<>(new TreeSet<T>(Set.of(one)), new TreeSet<T>());
    }

    public boolean isEmpty() {
        return add.isEmpty() && remove.isEmpty();
    }

    public SortedSet<T> applyTo(Set<T> current) {
        SortedSet<T> result = new TreeSet<>(current);
        result.removeAll(remove);
        result.addAll(add);
        return result;
    }

    Stream<String> describe(String kind) {
        return Stream.concat(
                add.stream().map(one -> "+" + kind + " " + one), remove.stream().map(one -> "-" + kind + " " + one));
    }

    private static <T extends Comparable<T>> SortedSet<T> without(Set<T> all, Predicate<T> left) {
        return all.stream().filter(left.negate()).collect(Collectors.toCollection(TreeSet::new));
    }
}
