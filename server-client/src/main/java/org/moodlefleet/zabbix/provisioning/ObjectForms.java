package org.moodlefleet.zabbix.provisioning;

import java.util.EnumMap;
import java.util.Map;

/** The form of each kind, for one plan or one apply. */
final class ObjectForms {

    private final Map<ObjectKind, ObjectForm<? extends DesiredObject>> forms = new EnumMap<>(ObjectKind.class);

    ObjectForms(Calls calls, ObjectNames names, OwnerMark mark) {
        forms.put(ObjectKind.ROLE, new RoleForm(calls));
        forms.put(ObjectKind.USER_GROUP, new UserGroupForm(names));
        forms.put(ObjectKind.USER, new UserForm(names, mark.removedAccounts()));
        forms.put(ObjectKind.DASHBOARD, new DashboardForm(names));
    }

    /** The kind of an object tells its type. */
    @SuppressWarnings("unchecked")
    ObjectForm<DesiredObject> of(ObjectKind kind) {
        return (ObjectForm<DesiredObject>) forms.get(kind);
    }
}
