package org.moodlefleet.zabbix.template;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Words shown in place of numbers.
 *
 * @param id stable, makes the map's identity with the template's technical name; items name it
 * @param name shown to users
 * @param mappings value to word; the value is compared as it stands, as a number where it is one
 */
public record ValueMap(String id, String name, Map<String, String> mappings) {

    public ValueMap {
        if (id.isBlank() || name.isBlank() || mappings.isEmpty()) {
            throw new IllegalArgumentException("a value map needs an id, a name and mappings: " + id);
        }
        mappings = Collections.unmodifiableSortedMap(new TreeMap<>(mappings));
    }
}
