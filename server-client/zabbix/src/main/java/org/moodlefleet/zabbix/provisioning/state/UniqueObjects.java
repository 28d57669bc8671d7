package org.moodlefleet.zabbix.provisioning.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.names.NameKey;
import org.moodlefleet.zabbix.provisioning.outcome.LeftOut;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/** Keeps the first of the wanted objects that have one name, whatever the letter case, and leaves out the others. */
final class UniqueObjects {

    private static final String NAME_TAKEN = "another wanted object has this name, or one that differs by case only";

    private static final String HOST_NAME_TAKEN =
            "a template or another wanted host has this name, or one that differs by case only";

    private static final String TENANT = "tenant";

    private final Map<ObjectName, String> owners;
    private final Map<String, Set<NameKey>> taken = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    UniqueObjects(Map<ObjectName, String> owners) {
        this.owners = owners;
    }

    Stream<LeftOut> leftOut() {
        return leftOut.stream();
    }

    /** @return whether the name was free */
    boolean take(ObjectName object) {
        return taken.computeIfAbsent(object.kind(), first -> new HashSet<>()).add(NameKey.of(object.name()));
    }

    <T> List<T> of(List<T> all, Function<T, ObjectName> name) {
        List<T> kept = new ArrayList<>();
        for (T one : all) {
            ObjectName object = name.apply(one);
            if (take(object)) {
                kept.add(one);
            } else {
                leftOut.add(new LeftOut(object, owners.getOrDefault(object, ""), NAME_TAKEN));
            }
        }
        return List.copyOf(kept);
    }

    /** By the technical and by the visible name. */
    List<DesiredHost> ofHosts(List<DesiredHost> all) {
        List<DesiredHost> kept = new ArrayList<>();
        for (DesiredHost host : all) {
            if (!take(ObjectName.host(host.name()))) {
                leave(host, HOST_NAME_TAKEN);
            } else if (!take(new ObjectName("visible name", host.visibleName()))) {
                leave(host, "another wanted host has its visible name '" + host.visibleName() + "'");
            } else {
                kept.add(host);
            }
        }
        return List.copyOf(kept);
    }

    /** Two hosts of one name may be of two tenants, so its tags say whose this one is. */
    private void leave(DesiredHost host, String cause) {
        ObjectName object = ObjectName.host(host.name());
        String owner = host.tags().stream()
                .filter(tag -> tag.tag().equals(TENANT))
                .map(HostTag::value)
                .findFirst()
                .orElse(owners.getOrDefault(object, ""));
        leftOut.add(new LeftOut(object, owner, cause, SameHosts.identityTexts(host.tags())));
    }
}
