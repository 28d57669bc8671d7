package org.moodlefleet.zabbix.outbox;

import java.util.Set;

/** Whose samples are meant. */
public sealed interface Owners {

    boolean include(String owner);

    static Owners all() {
        return new AllBut(Set.of());
    }

    static Owners only(Set<String> owners) {
        return new Only(owners);
    }

    static Owners allBut(Set<String> owners) {
        return new AllBut(owners);
    }

    /** Those that are named. */
    record Only(Set<String> owners) implements Owners {
        public Only {
            owners = Set.copyOf(owners);
        }

        @Override
        public boolean include(String owner) {
            return owners.contains(owner);
        }
    }

    /** Those that are not named, also owners that appear later. */
    record AllBut(Set<String> owners) implements Owners {
        public AllBut {
            owners = Set.copyOf(owners);
        }

        @Override
        public boolean include(String owner) {
            return !owners.contains(owner);
        }
    }
}
