package org.moodlefleet.zabbix.provisioning.plan;

import java.util.List;

/**
 * The widgets that we know, and whether they are wanted. What an operator registered or disabled stays as it is; before
 * Zabbix 6.4 there is nothing to do. Needs an account of type Super admin.
 *
 * @param known all widgets that we register or have registered
 * @param wanted whether those whose files are there shall be registered; otherwise those of ours go
 */
public record Widgets(List<WidgetModule> known, boolean wanted) {

    public Widgets {
        known = List.copyOf(known);
    }
}
