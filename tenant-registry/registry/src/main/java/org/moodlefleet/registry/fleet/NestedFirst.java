package org.moodlefleet.registry.fleet;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Members;

/** Groups in the order in which they can be written: those that others have as members before these. */
final class NestedFirst {

    private final Map<String, Group> groups;
    private final Set<Group> ordered = new LinkedHashSet<>();

    private NestedFirst(Collection<Group> all) {
        groups = all.stream().collect(Collectors.toMap(Group::id, Function.identity()));
    }

    /** Groups that go in circles come in any order: the registry refuses them. */
    static List<Group> of(Collection<Group> all) {
        NestedFirst order = new NestedFirst(all);
        all.forEach(group -> order.add(group, Set.of()));
        return List.copyOf(order.ordered);
    }

    private void add(Group group, Set<Group> above) {
        if (group.members() instanceof Members.Nested nested && !above.contains(group)) {
            Set<Group> path = new LinkedHashSet<>(above);
            path.add(group);
            nested.groups().stream()
                    .map(groups::get)
                    .filter(member -> member != null && !ordered.contains(member))
                    .forEach(member -> add(member, path));
        }
        ordered.add(group);
    }
}
