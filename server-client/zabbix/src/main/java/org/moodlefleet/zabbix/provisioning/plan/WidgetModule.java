package org.moodlefleet.zabbix.provisioning.plan;

import java.util.Map;

/**
 * A widget that somebody has put into the front end's folder {@code modules}, and that Zabbix offers once it is registered.
 * A registered widget whose files are missing spoils every page of the front end, so they are looked for first.
 *
 * @param id the module's id, which is its widgets' type and its folder's name
 * @param files paths of files that it needs, within {@code modules}, with a text that each holds
 */
public record WidgetModule(String id, Map<String, String> files) {

    public WidgetModule {
        files = Map.copyOf(files);
    }

    /** Where the front end looks for it. */
    String path() {
        return "modules/" + id;
    }
}
