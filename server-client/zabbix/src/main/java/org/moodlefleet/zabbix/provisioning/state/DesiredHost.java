package org.moodlefleet.zabbix.provisioning.state;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.zabbix.names.NameLimit;

/**
 * A host as it should be. It gets no interface: values come by the trapper protocol or are calculated.
 *
 * @param name technical name, the host's identity
 * @param visibleName shown to users, unique in Zabbix; empty = technical name
 * @param enabled whether Zabbix accepts values for it
 * @param groups names of host groups, at least one
 * @param templates technical names of templates to be linked; such as are not part of the desired state must exist
 *     already. A linked template is not unlinked, but for one that another {@link DesiredTemplate#replaces replaces}
 * @param tags without the {@link OwnerMark}, which is added
 * @param macros macro with its braces to value, no secrets
 * @param description may be empty
 * @param senders how its values come; empty leaves what stands at the host
 */
public record DesiredHost(
        String name,
        String visibleName,
        boolean enabled,
        Set<String> groups,
        Set<String> templates,
        Set<HostTag> tags,
        Map<String, String> macros,
        String description,
        Optional<SenderEncryption> senders) {

    /** A host of which it is left alone how its values come. */
    public DesiredHost(
            String name,
            String visibleName,
            boolean enabled,
            Set<String> groups,
            Set<String> templates,
            Set<HostTag> tags,
            Map<String, String> macros,
            String description) {
        this(name, visibleName, enabled, groups, templates, tags, macros, description, Optional.empty());
    }

    public DesiredHost {
        visibleName = visibleName.isEmpty() ? name : visibleName;
        groups = Set.copyOf(groups);
        templates = Set.copyOf(templates);
        tags = Set.copyOf(tags);
        macros = Map.copyOf(macros);
        NameLimit.HOST.check("host", name);
        NameLimit.VISIBLE_HOST.check("host's visible", visibleName);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("a host needs a group: '" + name + "'");
        }
        groups.forEach(group -> NameLimit.HOST_GROUP.check("host group", group));
    }
}
