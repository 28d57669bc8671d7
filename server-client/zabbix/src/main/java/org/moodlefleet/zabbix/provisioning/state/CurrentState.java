package org.moodlefleet.zabbix.provisioning.state;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;

/**
 * What is in Zabbix, as far as it matters for a desired state.
 *
 * @param hostGroups those of the wanted groups that exist
 * @param templates those of the wanted templates that exist, by technical name
 * @param owned all hosts that carry our mark, and those that are taken over
 * @param foreignNames technical names of the hosts that are not ours, and of templates
 * @param foreignVisibleNames visible names of these
 * @param waiting of these, hosts that this program made for another registry, or an earlier version of it
 */
public record CurrentState(
        Set<String> hostGroups,
        Map<String, CurrentTemplate> templates,
        List<CurrentHost> owned,
        Set<String> foreignNames,
        Set<String> foreignVisibleNames,
        List<CurrentHost> waiting) {

    /** One in which nothing waits for an {@link Adoption}. */
    public CurrentState(
            Set<String> hostGroups,
            Map<String, CurrentTemplate> templates,
            List<CurrentHost> owned,
            Set<String> foreignNames,
            Set<String> foreignVisibleNames) {
        this(hostGroups, templates, owned, foreignNames, foreignVisibleNames, List.of());
    }

    /**
     * @param contentHash what we remembered at the last import, empty when it was not ours or is to be taken over
     * @param otherRegistry the identity of another one whose service keeps it, else empty
     */
    public record CurrentTemplate(String uuid, String contentHash, String otherRegistry) {

        /** One that no other registry has. */
        public CurrentTemplate(String uuid, String contentHash) {
            this(uuid, contentHash, "");
        }
    }
}
