package org.moodlefleet.zabbix.provisioning;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is in Zabbix, as far as it matters for a desired state.
 *
 * @param hostGroups those of the wanted groups that exist
 * @param templates those of the wanted templates that exist, by technical name
 * @param owned all hosts that carry our mark
 * @param foreignNames technical names of the hosts without our mark, and of templates
 * @param foreignVisibleNames visible names of these
 */
record CurrentState(
        Set<String> hostGroups,
        Map<String, CurrentTemplate> templates,
        List<CurrentHost> owned,
        Set<String> foreignNames,
        Set<String> foreignVisibleNames) {

    /** @param contentHash what we remembered at the last import, empty when it was not ours */
    record CurrentTemplate(String uuid, String contentHash) {}
}
