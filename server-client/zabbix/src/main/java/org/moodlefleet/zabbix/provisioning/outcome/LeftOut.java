package org.moodlefleet.zabbix.provisioning.outcome;

import java.util.Set;

/**
 * An object that cannot be made or changed. All others are, and what is in Zabbix of this one stays as it is.
 *
 * @param owner whose it is: id of a tenant; empty for what is the operator's or everybody's
 * @param cause why, in one line of at most 300 characters
 * @param tags of a host: those by which the one in Zabbix is known, each as {@code tag=value}; empty: by its name alone
 */
public record LeftOut(ObjectName object, String owner, String cause, Set<String> tags) {

    public LeftOut {
        tags = Set.copyOf(tags);
    }

    /** One that is known by its name. */
    public LeftOut(ObjectName object, String owner, String cause) {
        this(object, owner, cause, Set.of());
    }

    /** One line for people. */
    public String describe() {
        return object + ": " + cause;
    }
}
