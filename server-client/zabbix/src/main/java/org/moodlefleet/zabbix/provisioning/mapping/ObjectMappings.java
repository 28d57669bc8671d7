package org.moodlefleet.zabbix.provisioning.mapping;

import java.util.EnumMap;
import java.util.Map;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.ObjectKind;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** The form of each kind, for one plan or one apply. */
public final class ObjectMappings {

    private final Map<ObjectKind, ObjectMapping<? extends DesiredObject>> forms = new EnumMap<>(ObjectKind.class);

    public ObjectMappings(ProvisioningCalls calls, ObjectNames names, OwnerMark mark) {
        forms.put(ObjectKind.ROLE, new RoleMapping(calls));
        forms.put(ObjectKind.USER_GROUP, new UserGroupMapping(names));
        forms.put(ObjectKind.USER, new UserMapping(names, mark.removedAccounts()));
        forms.put(ObjectKind.DASHBOARD, new DashboardMapping(names));
    }

    /** The kind of an object tells its type. */
    @SuppressWarnings("unchecked")
    public ObjectMapping<DesiredObject> of(ObjectKind kind) {
        return (ObjectMapping<DesiredObject>) forms.get(kind);
    }
}
