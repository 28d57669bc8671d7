package org.moodlefleet.registry;

import static org.moodlefleet.document.DocumentMessage.LEAVE_IT_OUT;
import static org.moodlefleet.registry.message.RegistryMessage.GIVE_IT_TO_ANOTHER_TENANT;
import static org.moodlefleet.registry.message.RegistryMessage.HAS_OTHERS_INSTANCES;
import static org.moodlefleet.registry.message.RegistryMessage.IS_A_GROUP_ABOVE;
import static org.moodlefleet.registry.message.RegistryMessage.IS_NO_GROUP;
import static org.moodlefleet.registry.message.RegistryMessage.IS_NO_INSTANCE;
import static org.moodlefleet.registry.message.RegistryMessage.IS_OF_A_TENANT_WITH_OTHERS_INSTANCES;
import static org.moodlefleet.registry.message.RegistryMessage.LEAVE_THEM_OUT;
import static org.moodlefleet.registry.message.RegistryMessage.MAKE_A_TENANT_WITHOUT_INSTANCES;
import static org.moodlefleet.registry.message.RegistryMessage.MIXES_OWN_AND_OTHERS_INSTANCES;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_ANOTHER_GROUP_ID;
import static org.moodlefleet.registry.message.RegistryMessage.WRITE_AN_INSTANCE_ID;

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
import org.moodlefleet.document.Message;
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
            throw RefusedException.invalid(List.of(new Violation("/members", HAS_OTHERS_INSTANCES, LEAVE_THEM_OUT)));
        }
        if (!own.isEmpty()) {
            throw RefusedException.invalid(List.of(
                    new Violation("/members", MIXES_OWN_AND_OTHERS_INSTANCES, MAKE_A_TENANT_WITHOUT_INSTANCES)));
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
            throw RefusedException.invalid(
                    List.of(new Violation("", IS_OF_A_TENANT_WITH_OTHERS_INSTANCES, GIVE_IT_TO_ANOTHER_TENANT)));
        }
        return null;
    }

    /** @throws RefusedException naming each entry that is no instance of the tenant */
    static Void requireInstances(Group group, Members.Listed listed, Set<String> known) {
        Message hint = WRITE_AN_INSTANCE_ID.with(group.tenant());
        return refuse(
                "/members/instances/",
                listed.instances(),
                id -> known.contains(id) ? null : new Violation("", IS_NO_INSTANCE, hint));
    }

    /** @throws RefusedException naming each entry that is no group of the tenant, or has the group among its members */
    static Void requireGroups(Group group, Members.Nested nested, List<Group> stored) {
        Map<String, Members> known = stored.stream().collect(Collectors.toMap(Group::id, Group::members));
        Set<String> above = above(group.id(), known);
        Message hint = WRITE_ANOTHER_GROUP_ID.with(group.tenant());
        return refuse("/members/groups/", nested.groups(), id -> {
            if (id.equals(group.id()) || above.contains(id)) {
                return new Violation("", IS_A_GROUP_ABOVE, LEAVE_IT_OUT);
            }
            return known.containsKey(id) ? null : new Violation("", IS_NO_GROUP, hint);
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
