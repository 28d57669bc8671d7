package org.moodlefleet.zabbix.itemrules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of items by key, and those of discovered items by their prototype's key. */
public final class ItemRules {

    private final Map<String, ItemRule> byKey = new HashMap<>();
    private final List<Prototype> prototypes = new ArrayList<>();

    /** @param byKey a key may hold one discovery macro, <code>{#ID}</code>, which stands for anything */
    public ItemRules(Map<String, ItemRule> byKey) {
        byKey.forEach((key, rule) -> {
            int open = key.indexOf("{#");
            if (open < 0) {
                this.byKey.put(key, rule);
            } else {
                String after = key.substring(key.indexOf('}', open) + 1);
                prototypes.add(new Prototype(key.substring(0, open), after, rule));
            }
        });
        prototypes.sort(Comparator.comparing(Prototype::length).reversed());
    }

    /** @return empty for an item that nothing is known of */
    public Optional<ItemRule> of(String key) {
        ItemRule exact = byKey.get(key);
        if (exact != null) {
            return Optional.of(exact);
        }
        return prototypes.stream()
                .filter(prototype -> prototype.matches(key))
                .findFirst()
                .map(Prototype::rule);
    }

    /** A key around its macro; of several that match, the one that says most is meant. */
    private record Prototype(String before, String after, ItemRule rule) {

        int length() {
            return before.length() + after.length();
        }

        boolean matches(String key) {
            return key.length() > length() && key.startsWith(before) && key.endsWith(after);
        }
    }
}
