package org.moodlefleet.zabbix.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/**
 * Reads which trapper items and discovery rules of our enabled hosts are unsupported: Zabbix said "processed" to a
 * value and could not store it. An item stays so until its next good value.
 */
public final class UnsupportedItems {

    private static final int MOST = 1000;
    private static final int TRAPPER = 2;

    private final ZabbixApi api;
    private final OwnerMark mark;

    /** @param mark of our hosts */
    public UnsupportedItems(ZabbixApi api, OwnerMark mark) {
        this.api = api;
        this.mark = mark;
    }

    /** @return a thousand items and a thousand discovery rules at most */
    public Future<List<UnsupportedItem>> read() {
        Map<String, Object> ours = Map.of(
                "output",
                List.of("hostid", "host"),
                "selectTags",
                List.of("tag", "value"),
                "filter",
                Map.of("status", 0),
                "tags",
                List.of(Map.of("tag", mark.tag(), "value", mark.value(), "operator", 1)));
        return api.call("host.get", ours).compose(this::ofHosts);
    }

    private Future<List<UnsupportedItem>> ofHosts(JsonNode answer) {
        Map<String, JsonNode> hosts = new HashMap<>();
        answer.forEach(host -> {
            if (mark.isOn(HostTag.read(host.path("tags")))) {
                hosts.put(host.path("hostid").asText(), host);
            }
        });
        if (hosts.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Map<String, Object> unsupported = Map.of(
                "output",
                List.of("hostid", "key_", "error"),
                "hostids",
                hosts.keySet(),
                "filter",
                Map.of("state", 1, "status", 0, "type", TRAPPER),
                "sortfield",
                "itemid",
                "limit",
                MOST);
        return Future.all(api.call("item.get", unsupported), api.call("discoveryrule.get", unsupported))
                .map(both -> {
                    List<UnsupportedItem> items = new ArrayList<>();
                    both.<JsonNode>list().forEach(rows -> rows.forEach(row -> items.add(item(row, hosts))));
                    return items;
                });
    }

    private static UnsupportedItem item(JsonNode row, Map<String, JsonNode> hosts) {
        JsonNode host = hosts.get(row.path("hostid").asText());
        Map<String, String> tags = new HashMap<>();
        host.path("tags")
                .forEach(tag ->
                        tags.put(tag.path("tag").asText(), tag.path("value").asText()));
        return new UnsupportedItem(
                host.path("host").asText(),
                tags,
                row.path("key_").asText(),
                row.path("error").asText());
    }
}
