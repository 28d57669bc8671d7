package org.moodlefleet.zabbix.outbox.contract;

import java.util.Set;

/** Whose samples are meant; asked anew each time, on any thread. */
@FunctionalInterface
public interface Owners {

    boolean include(String owner);

    static Owners all() {
        return owner -> true;
    }

    static Owners only(Set<String> owners) {
        Set<String> named = Set.copyOf(owners);
        return named::contains;
    }
}
