package org.moodlefleet.zabbix.provisioning.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.moodlefleet.zabbix.provisioning.outcome.Attempt;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/**
 * Puts a {@link DesiredState} together, object by object. One whose description fails is left out and named; it costs no
 * other. Of objects whose names clash the first one added is kept.
 */
public final class DesiredStateBuilder {

    private final Set<String> hostGroups = new HashSet<>();
    private final List<DesiredHost> hosts = new ArrayList<>();
    private final List<DesiredObject> objects = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Map<ObjectName, String> owners = new HashMap<>();

    /** A host group of a tenant; an empty owner is the operator. */
    public void hostGroup(String owner, String name) {
        hostGroups.add(name);
        owners.putIfAbsent(new ObjectName(ObjectName.HOST_GROUP, name), owner);
    }

    /**
     * @param owner id of the tenant, empty for the operator
     * @param name technical name that the host is to have
     * @param identity tags that tell what the host is of: the one that Zabbix has is left alone when it cannot be described
     */
    public void host(String owner, String name, Set<HostTag> identity, Supplier<DesiredHost> making) {
        ObjectName object = ObjectName.host(name);
        owners.putIfAbsent(object, owner);
        Attempt.at(making)
                .to(
                        hosts::add,
                        cause -> leftOut.add(new LeftOut(object, owner, cause, SameHosts.identityTexts(identity))));
    }

    /**
     * @param owner id of the tenant, empty for the operator
     * @param name that the object is to have
     */
    public void object(String owner, ObjectKind kind, String name, Supplier<? extends DesiredObject> making) {
        objectIfAny(owner, kind, name, () -> Optional.of(making.get()));
    }

    /**
     * @param owner id of the tenant, empty for the operator
     * @param name that the object is to have, if there is to be one
     */
    public void objectIfAny(
            String owner, ObjectKind kind, String name, Supplier<Optional<? extends DesiredObject>> making) {
        ObjectName object = kind.named(name);
        owners.putIfAbsent(object, owner);
        Attempt.at(making)
                .to(made -> made.ifPresent(objects::add), cause -> leftOut.add(new LeftOut(object, owner, cause)));
    }

    /** @param templates in the order of import */
    public DesiredState state(List<DesiredTemplate> templates) {
        return new DesiredState(hostGroups, templates, hosts, objects, leftOut, owners);
    }
}
