package org.moodlefleet.consolidation.sync;

import java.util.Optional;
import java.util.Set;

/** Which hosts are as the registry wants them in Zabbix, and which are still to be made or changed. */
public final class ProvisionedHosts {

    private volatile Set<String> wanted = Set.of();
    private volatile Optional<Set<String>> done = Optional.empty();

    /** What the registry wants now. */
    void want(Set<String> hosts) {
        wanted = Set.copyOf(hosts);
    }

    /** Zabbix holds it. */
    void done(Set<String> hosts) {
        done = Optional.of(Set.copyOf(hosts));
    }

    /** Whether we are still about to do something for the host; of any, as long as nothing is known. */
    public boolean open(String host) {
        return done.map(hosts -> wanted.contains(host) && !hosts.contains(host)).orElse(true);
    }
}
