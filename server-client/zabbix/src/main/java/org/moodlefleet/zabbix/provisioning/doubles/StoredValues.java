package org.moodlefleet.zabbix.provisioning.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Whether Zabbix has stored a value that was sent to it, however old. What it makes itself, by web scenarios and calculated
 * items, it makes for both of two hosts, so that nothing is lost with those of one.
 */
public final class StoredValues {

    /** Types of items: trapper, and dependent on another. */
    private static final List<String> SENT = List.of("2", "18");

    private final Ask zabbix;
    private final Map<String, Boolean> ofHosts = new HashMap<>();
    private final Map<String, Boolean> ofTemplateItems = new HashMap<>();

    public StoredValues(Ask zabbix) {
        this.zabbix = zabbix;
    }

    /** Of any item of a host. */
    public boolean ofHost(String hostId) {
        return ofHosts.computeIfAbsent(
                hostId,
                id -> any(zabbix.call(
                        "item.get",
                        Map.of(
                                "hostids",
                                List.of(id),
                                "filter",
                                Map.of("type", SENT),
                                "output",
                                List.of("itemid", "value_type")))));
    }

    /** Of any item that hosts have because a template has the item. */
    public boolean ofTemplateItem(String itemId) {
        return ofTemplateItems.computeIfAbsent(
                itemId,
                id -> any(zabbix.call(
                        "item.get",
                        Map.of(
                                "filter",
                                Map.of("templateid", id, "type", SENT),
                                "output",
                                List.of("itemid", "value_type")))));
    }

    private boolean any(JsonNode items) {
        Map<String, List<String>> byType = new HashMap<>();
        items.forEach(item -> byType.computeIfAbsent(item.path("value_type").asText(), first -> new ArrayList<>())
                .add(item.path("itemid").asText()));
        return byType.entrySet().stream()
                .anyMatch(one -> !zabbix.call(
                                        "history.get",
                                        Map.of(
                                                "history",
                                                one.getKey(),
                                                "itemids",
                                                one.getValue(),
                                                "output",
                                                List.of("itemid"),
                                                "limit",
                                                1))
                                .isEmpty()
                        || !zabbix.call(
                                        "trend.get",
                                        Map.of("itemids", one.getValue(), "output", List.of("itemid"), "limit", 1))
                                .isEmpty());
    }

    static List<String> texts(JsonNode all, String property) {
        return StreamSupport.stream(all.spliterator(), false)
                .map(one -> one.path(property).asText())
                .toList();
    }
}
