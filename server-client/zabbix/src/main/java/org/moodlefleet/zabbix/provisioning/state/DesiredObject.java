package org.moodlefleet.zabbix.provisioning.state;

import org.moodlefleet.zabbix.provisioning.ownership.OwnershipStore;

/** An object as it should be that Zabbix gives no tags: that it is ours stands in the {@link OwnershipStore}. */
public sealed interface DesiredObject permits DesiredRole, DesiredUserGroup, DesiredUser, DesiredDashboard {

    ObjectKind kind();

    /** Unique among those of its kind. */
    String name();

    /** By which it is known again when it has another name. */
    default String identity() {
        return name();
    }
}
