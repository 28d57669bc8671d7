package org.moodlefleet.zabbix.dashboard;

import java.util.Optional;

/** Ids of what widgets refer to. */
public interface References {

    /** @return the host group's id; 0 when there is none, which shows nothing */
    String hostGroup(String name);

    /** Whether the front end has this widget of a module. */
    boolean module(String type);

    /** @return empty while the item does not exist */
    Optional<String> item(View.Item item);
}
