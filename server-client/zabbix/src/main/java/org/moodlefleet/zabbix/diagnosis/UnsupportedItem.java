package org.moodlefleet.zabbix.diagnosis;

import java.util.Map;

/**
 * An item that Zabbix takes values for and cannot store them.
 *
 * @param hostTags tags of its host; of a tag that stands there several times, one
 * @param error what Zabbix says, in a sentence
 */
public record UnsupportedItem(String host, Map<String, String> hostTags, String key, String error) {

    public UnsupportedItem {
        hostTags = Map.copyOf(hostTags);
    }
}
