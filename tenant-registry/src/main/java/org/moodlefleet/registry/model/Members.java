package org.moodlefleet.registry.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.document.InvalidValueException;

/** Who belongs to a group. */
public sealed interface Members {

    /**
     * @param groups the members of the tenant's groups by id, which a group of groups asks
     * @return whether this instance of the group's tenant is a member
     */
    boolean include(Instance instance, Map<String, Members> groups);

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
        public boolean include(Instance instance, Map<String, Members> groups) {
            return instances.contains(instance.id());
        }
    }

    /** @param tag every instance of the tenant that has it is a member, also one that comes later */
    record Tagged(String tag) implements Members {
        public Tagged {
            Checks.text("tag", tag, 64);
        }

        @Override
        public boolean include(Instance instance, Map<String, Members> groups) {
            return instance.tags().contains(tag);
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
        public boolean include(Instance instance, Map<String, Members> all) {
            return groups.stream().map(all::get).anyMatch(members -> members != null && members.include(instance, all));
        }
    }

    private static List<String> distinct(String list, List<String> ids) {
        Checks.atMost(list, ids, 10_000);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String field = list + "/" + i;
            if (!seen.add(Checks.slug(field, ids.get(i)))) {
                throw new InvalidValueException(field, "is named twice", "leave it out");
            }
        }
        return List.copyOf(ids);
    }
}
