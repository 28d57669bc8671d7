package org.moodlefleet.model;

import static org.moodlefleet.document.DocumentMessage.LEAVE_IT_OUT;
import static org.moodlefleet.model.message.ModelMessage.IS_NAMED_TWICE;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.document.InvalidValueException;

/** Who belongs to a group. */
public sealed interface Members {

    /**
     * @param owner the group's tenant
     * @param groups the members of the tenant's groups by id, which a group of groups asks
     */
    boolean include(String owner, Instance instance, Map<String, Members> groups);

    /** Whether there are instances of other tenants among them, which is for the operator to see. */
    default boolean crossTenants() {
        return false;
    }

    /** @param instances ids of instances of the group's tenant, each once */
    record Listed(List<String> instances) implements Members {
        public Listed {
            instances = distinct("instances", instances);
        }

        public Listed without(String instance) {
            return new Listed(
                    instances.stream().filter(id -> !id.equals(instance)).toList());
        }

        @Override
        public boolean include(String owner, Instance instance, Map<String, Members> groups) {
            return instance.tenant().equals(owner) && instances.contains(instance.id());
        }
    }

    /** @param tag every instance of the tenant that has it is a member, also one that comes later */
    record Tagged(String tag) implements Members {
        public Tagged {
            Checks.text("tag", tag, 64);
        }

        @Override
        public boolean include(String owner, Instance instance, Map<String, Members> groups) {
            return instance.tenant().equals(owner) && instance.tags().contains(tag);
        }
    }

    /**
     * The instances of other groups together; one that is in several of them is a member once.
     *
     * @param groups ids of other groups of the tenant, each once; the registry keeps them from going in circles
     */
    record Nested(List<String> groups) implements Members {
        public Nested {
            groups = distinct("groups", groups);
        }

        public Nested without(String group) {
            return new Nested(groups.stream().filter(id -> !id.equals(group)).toList());
        }

        @Override
        public boolean include(String owner, Instance instance, Map<String, Members> all) {
            return groups.stream()
                    .map(all::get)
                    .anyMatch(members -> members != null && members.include(owner, instance, all));
        }
    }

    /** @param tenants ids, each once; all their instances are members, also tenants and instances that come later */
    record OfTenants(List<String> tenants) implements Members {
        public OfTenants {
            tenants = distinct("tenants", tenants);
        }

        @Override
        public boolean include(String owner, Instance instance, Map<String, Members> groups) {
            return tenants.contains(instance.tenant());
        }

        @Override
        public boolean crossTenants() {
            return true;
        }
    }

    /** @param tag every instance of whatever tenant that has it is a member, also one that comes later */
    record TaggedOfAll(String tag) implements Members {
        public TaggedOfAll {
            Checks.text("tagOfAll", tag, 64);
        }

        @Override
        public boolean include(String owner, Instance instance, Map<String, Members> groups) {
            return instance.tags().contains(tag);
        }

        @Override
        public boolean crossTenants() {
            return true;
        }
    }

    private static List<String> distinct(String list, List<String> ids) {
        Checks.atMost(list, ids, 10_000);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String field = list + "/" + i;
            if (!seen.add(Checks.slug(field, ids.get(i)))) {
                throw new InvalidValueException(field, IS_NAMED_TWICE, LEAVE_IT_OUT);
            }
        }
        return List.copyOf(ids);
    }
}
