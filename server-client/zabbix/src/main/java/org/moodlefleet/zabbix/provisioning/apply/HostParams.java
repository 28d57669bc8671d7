package org.moodlefleet.zabbix.provisioning.apply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.provisioning.call.ImpossibleChangeException;
import org.moodlefleet.zabbix.provisioning.plan.HostPatch;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost.CurrentMacro;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.HostTag;

/** Parameters of {@code host.create} and {@code host.update}. */
final class HostParams {

    private final Map<String, String> groupIds;
    private final Map<String, String> templateIds;

    /** Ids by name, of those that exist at the moment of applying. */
    HostParams(Map<String, String> groupIds, Map<String, String> templateIds) {
        this.groupIds = groupIds;
        this.templateIds = templateIds;
    }

    /** @throws ImpossibleChangeException when none of its groups is on the server */
    Map<String, Object> create(DesiredHost host) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("host", host.name());
        params.put("name", host.visibleName());
        params.put("status", status(host.enabled()));
        params.put("description", host.description());
        params.put("groups", groups(host.groups(), groupIds));
        params.put("templates", templates(host.templates(), templateIds));
        params.put("tags", tags(host.tags()));
        host.senders().ifPresent(senders -> params.putAll(senders.properties()));
        params.put(
                "macros",
                host.macros().entrySet().stream().map(HostParams::macro).toList());
        return params;
    }

    /**
     * Lists of {@code host.update} replace what is there, so they are made from what is there now.
     *
     * @throws ImpossibleChangeException when none of its groups is on the server
     */
    Map<String, Object> update(CurrentHost host, HostPatch patch) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("hostid", host.hostId());
        patch.name().ifPresent(name -> params.put("host", name));
        patch.visibleName().ifPresent(name -> params.put("name", name));
        patch.enabled().ifPresent(enabled -> params.put("status", status(enabled)));
        patch.description().ifPresent(text -> params.put("description", text));
        patch.senders().ifPresent(senders -> params.putAll(senders.properties()));
        if (!patch.groups().isEmpty()) {
            Collection<String> names = patch.groups().applyTo(host.groups().keySet());
            params.put("groups", groups(names, with(host.groups(), groupIds)));
        }
        if (!patch.templates().isEmpty()) {
            Collection<String> names =
                    patch.templates().applyTo(host.templates().keySet());
            params.put("templates", templates(names, with(host.templates(), templateIds)));
        }
        if (!patch.tags().isEmpty()) {
            params.put("tags", tags(patch.tags().applyTo(host.tags())));
        }
        if (!patch.setMacros().isEmpty() || !patch.removeMacros().isEmpty()) {
            params.put("macros", macros(host, patch));
        }
        return params;
    }

    /** What stays is named by its id alone, which keeps secret values that we cannot read. */
    private static List<Map<String, String>> macros(CurrentHost host, HostPatch patch) {
        Map<String, String> set = new HashMap<>(patch.setMacros());
        List<Map<String, String>> macros = new ArrayList<>();
        for (CurrentMacro macro : host.macros()) {
            String value = set.remove(macro.macro());
            if (value != null) {
                macros.add(Map.of("hostmacroid", macro.id(), "value", value, "type", "0"));
            } else if (!patch.removeMacros().contains(macro.macro())) {
                macros.add(Map.of("hostmacroid", macro.id()));
            }
        }
        set.entrySet().forEach(macro -> macros.add(macro(macro)));
        return macros;
    }

    private static Map<String, String> macro(Map.Entry<String, String> macro) {
        return Map.of("macro", macro.getKey(), "value", macro.getValue());
    }

    private static String status(boolean enabled) {
        return enabled ? "0" : "1";
    }

    private static List<Map<String, String>> tags(Collection<HostTag> tags) {
        return tags.stream()
                .sorted()
                .map(tag -> Map.of("tag", tag.tag(), "value", tag.value()))
                .toList();
    }

    /**
     * Without those that are not on the server: one that could not be made, which is told, does not cost a host the
     * others, and its members come into it when it is there.
     */
    private static List<Map<String, String>> groups(Collection<String> names, Map<String, String> ids) {
        List<String> known = names.stream().filter(ids::containsKey).toList();
        if (known.isEmpty()) {
            throw new ImpossibleChangeException("none of its host groups is on the server: " + names);
        }
        return references("groupid", known, ids);
    }

    /** Without those that are not on the server: one whose import failed, which is told, does not cost a host the others. */
    private static List<Map<String, String>> templates(Collection<String> names, Map<String, String> ids) {
        return references("templateid", names.stream().filter(ids::containsKey).toList(), ids);
    }

    private static List<Map<String, String>> references(
            String property, Collection<String> names, Map<String, String> ids) {
        return names.stream().map(name -> Map.of(property, ids.get(name))).toList();
    }

    private static Map<String, String> with(Map<String, String> ids, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putAll(ids);
        return all;
    }
}
