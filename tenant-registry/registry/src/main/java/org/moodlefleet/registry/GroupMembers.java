package org.moodlefleet.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moodlefleet.document.Violation;
import org.moodlefleet.document.ViolationList;
import org.moodlefleet.model.Group;
import org.moodlefleet.model.Members;
import org.moodlefleet.model.access.Caller;
import org.moodlefleet.model.access.Role;

/** Members that a group may not have: what the tenant does not own, and groups that lead back to the group. */
final class GroupMembers {

    private GroupMembers() {}

    /**
     * A tenant's users see all members of its groups: so those of other tenants are for groups of a tenant that stands for
     * the operator itself.
     *
     * @param own ids of the instances of the group's tenant
     * @throws RefusedException when somebody else asks, or the tenant is a client
     */
    static Void requireOperator(Caller caller, List<String> own) {
        if (caller.role() != Role.OPERATOR || caller.scoped()) {
            throw RefusedException.invalid(List.of(new Violation(
                    "/members", "has instances of other tenants: that is the operator's", "leave them out")));
        }
        if (!own.isEmpty()) {
            throw RefusedException.invalid(List.of(new Violation(
                    "/members",
                    "has instances of other tenants, and this tenant has instances: its users would see them",
                    "make a tenant of your own without instances, such as 'operator', for groups across tenants")));
        }
        return null;
    }

    /**
     * The same for a tenant that is to have an instance.
     *
     * @param groups the tenant's
     * @throws RefusedException when one of them has instances of other tenants
     */
    static Void requireOwnMembers(List<Group> groups) {
        if (groups.stream().anyMatch(group -> group.members().crossTenants())) {
            throw RefusedException.invalid(List.of(new Violation(
                    "",
                    "is of a tenant whose groups have instances of other tenants: its users would see them",
                    "give it to another tenant, or remove those groups first")));
        }
        return null;
    }

    /** @throws RefusedException naming each entry that is no instance of the tenant */
    static Void requireInstances(Group group, Members.Listed listed, Set<String> known) {
        String hint = "write the id of an instance of tenant " + group.tenant();
        return refuse(
                "/members/instances/",
                listed.instances(),
                id -> known.contains(id) ? null : new Violation("", "is no instance of the tenant", hint));
    }

    /** @throws RefusedException naming each entry that is no group of the tenant, or has the group among its members */
    static Void requireGroups(Group group, Members.Nested nested, List<Group> stored) {
        Map<String, Members> known = stored.stream().collect(Collectors.toMap(Group::id, Group::members));
        Set<String> above = above(group.id(), known);
        String hint = "write the id of another group of tenant " + group.tenant();
        return refuse("/members/groups/", nested.groups(), id -> {
            if (id.equals(group.id()) || above.contains(id)) {
                return new Violation("", "is a group that has this one among its members", "leave it out");
            }
            return known.containsKey(id) ? null : new Violation("", "is no group of the tenant", hint);
        });
    }

    /** The groups that have this one among their members, or among those of their members; each is looked at once. */
    private static Set<String> above(String group, Map<String, Members> known) {
        Map<String, List<String>> holders = new HashMap<>();
        known.forEach((id, members) -> {
            if (members instanceof Members.Nested nested) {
                nested.groups()
                        .forEach(member -> holders.computeIfAbsent(member, first -> new ArrayList<>())
                                .add(id));
            }
        });
        Set<String> above = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(group));
        while (!next.isEmpty()) {
            for (String holder : holders.getOrDefault(next.pop(), List.of())) {
                if (above.add(holder)) {
                    next.push(holder);
                }
            }
        }
        return above;
    }

    private static Void refuse(String list, List<String> ids, Function<String, Violation> check) {
        ViolationList violations = new ViolationList();
        for (int i = 0; i < ids.size(); i++) {
            Violation violation = check.apply(ids.get(i));
            if (violation != null) {
                String pointer = list + i;
                violations.add(() -> new Violation(pointer, violation.problem(), violation.hint()));
            }
        }
        if (violations.count() > 0) {
            throw RefusedException.invalid(violations.told());
        }
        return null;
    }
}
