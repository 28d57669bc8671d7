package org.moodlefleet.zabbix.template;

import java.util.List;

/**
 * Makes items for each entity of a list that is sent to Zabbix: a JSON array of objects with one property a macro,
 * {@code [{"{#CATID}":"12","{#CATNAME}":"Sciences"}]}.
 *
 * @param key to which the list is sent; stable, makes the rule's identity with the template's technical name
 * @param name shown to users
 * @param description may be empty
 * @param lifetime how long the items of an entity that the list no longer names are kept, such as {@code 365d}
 * @param prototypes an item each for every entity; their keys hold one of the list's macros
 */
public record DiscoveryRule(
        String key, String name, String description, String lifetime, List<TemplateItem> prototypes) {

    public DiscoveryRule {
        if (key.isBlank() || name.isBlank() || lifetime.isBlank()) {
            throw new IllegalArgumentException("a discovery rule needs a key, a name and a lifetime: " + key);
        }
        for (TemplateItem prototype : prototypes) {
            if (!prototype.key().contains("{#")) {
                throw new IllegalArgumentException(
                        "discovery rule " + key + ": without a macro all entities share item " + prototype.key());
            }
        }
        prototypes = List.copyOf(prototypes);
    }
}
