package org.moodlefleet.registry.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.moodlefleet.document.InvalidValueException;

/** Who belongs to a group. */
public sealed interface Members {

    /** @return whether this instance of the group's tenant is a member */
    boolean include(Instance instance);

    /** @param instances ids of instances of the group's tenant, each once */
    record Listed(List<String> instances) implements Members {
        public Listed {
            Checks.atMost("instances", instances, 10_000);
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < instances.size(); i++) {
                String field = "instances/" + i;
                if (!seen.add(Checks.slug(field, instances.get(i)))) {
                    throw new InvalidValueException(field, "is named twice", "leave it out");
                }
            }
            instances = List.copyOf(instances);
        }

        public Listed without(String instance) {
            return new Listed(
                    instances.stream().filter(id -> !id.equals(instance)).toList());
        }

        @Override
        public boolean include(Instance instance) {
            return instances.contains(instance.id());
        }
    }

    /** @param tag every instance of the tenant that has it is a member, also one that comes later */
    record Tagged(String tag) implements Members {
        public Tagged {
            Checks.text("tag", tag, 64);
        }

        @Override
        public boolean include(Instance instance) {
            return instance.tags().contains(tag);
        }
    }
}
