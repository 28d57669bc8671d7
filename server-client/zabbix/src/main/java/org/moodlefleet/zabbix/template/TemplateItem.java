package org.moodlefleet.zabbix.template;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An item of a template. Start from {@link #trapper} or {@link #calculated} and add what is needed.
 *
 * @param key stable: with the template's technical name it makes the item's identity, so its history survives any
 *     change of the other components
 * @param name shown to users
 * @param description may be empty
 * @param kind where values come from
 * @param valueType how Zabbix stores them
 * @param units as Zabbix takes them: it prefixes K, M, G to any but the black-listed ones; a leading {@code !} stops that
 * @param history how long values are kept, such as {@code 31d}; empty = Zabbix's default
 * @param trends how long hourly trends of numbers are kept; empty = Zabbix's default
 * @param valueMap {@link ValueMap#id()} or empty
 * @param tags tag to value
 */
public record TemplateItem(
        String key,
        String name,
        String description,
        ItemKind kind,
        ValueType valueType,
        String units,
        String history,
        String trends,
        String valueMap,
        Map<String, String> tags) {

    public TemplateItem {
        if (key.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("an item needs a key and a name: '" + key + "', '" + name + "'");
        }
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** An item whose values are sent to Zabbix. */
    public static TemplateItem trapper(String key, String name, ValueType valueType) {
        return new TemplateItem(key, name, "", new ItemKind.Trapper(), valueType, "", "", "", "", Map.of());
    }

    /**
     * An item that Zabbix computes from others.
     *
     * @param formula in Zabbix's expression language; items of the same host are {@code //key}
     * @param delay how often, such as {@code 1m}
     */
    public static TemplateItem calculated(String key, String name, ValueType valueType, String formula, String delay) {
        return calculated(key, name, valueType, new ItemKind.Calculated(formula, delay));
    }

    /** An item that Zabbix computes from others. */
    public static TemplateItem calculated(String key, String name, ValueType valueType, ItemKind.Calculated kind) {
        return new TemplateItem(key, name, "", kind, valueType, "", "", "", "", Map.of());
    }

    public TemplateItem withName(String text) {
        return new TemplateItem(key, text, description, kind, valueType, units, history, trends, valueMap, tags);
    }

    public TemplateItem withDescription(String text) {
        return new TemplateItem(key, name, text, kind, valueType, units, history, trends, valueMap, tags);
    }

    public TemplateItem withUnits(String unit) {
        return new TemplateItem(key, name, description, kind, valueType, unit, history, trends, valueMap, tags);
    }

    public TemplateItem withStorage(String historyPeriod, String trendPeriod) {
        return new TemplateItem(
                key, name, description, kind, valueType, units, historyPeriod, trendPeriod, valueMap, tags);
    }

    public TemplateItem withValueMap(String id) {
        return new TemplateItem(key, name, description, kind, valueType, units, history, trends, id, tags);
    }

    public TemplateItem withTags(Map<String, String> all) {
        return new TemplateItem(key, name, description, kind, valueType, units, history, trends, valueMap, all);
    }
}
