package org.moodlefleet.zabbix.provisioning.doubles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All objects of one name, where there are several.
 *
 * @param ids the one that stays first: those that are worth more before the others, the older before the younger
 */
record Twins(String name, List<String> ids) {

    private static final Comparator<String> OLDER =
            Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder());

    /**
     * @param name what must be unique
     * @param worth whether an object, by its id, is worth keeping; asked of doubled ones only
     */
    static <T> List<Twins> of(
            Collection<T> all, Function<T, String> name, Function<T, String> id, Predicate<String> worth) {
        List<Twins> twins = new ArrayList<>();
        all.stream()
                .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.mapping(id, Collectors.toSet())))
                .forEach((shared, ids) -> {
                    if (ids.size() > 1) {
                        List<String> sorted = new ArrayList<>(ids);
                        sorted.sort(OLDER);
                        sorted.sort(Comparator.comparing(one -> !worth.test(one)));
                        twins.add(new Twins(shared, List.copyOf(sorted)));
                    }
                });
        return twins;
    }

    String kept() {
        return ids.get(0);
    }

    List<String> others() {
        return ids.subList(1, ids.size());
    }
}
