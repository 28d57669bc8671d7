package org.moodlefleet.zabbix.provisioning.current;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.names.NameKey;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;

/** Whose the names of hosts are in Zabbix. */
public final class HostNames {

    private final ZabbixApi api;
    private final OwnerMark mark;

    /** @param mark of our hosts */
    public HostNames(ZabbixApi api, OwnerMark mark) {
        this.api = api;
        this.mark = mark;
    }

    /**
     * Whether a host that is not ours, or a template, has the technical name, in whatever letter case; fails when Zabbix
     * cannot be asked.
     */
    public Future<Boolean> isForeign(String host) {
        Map<String, Object> query =
                Map.of("output", List.of("host"), "search", Map.of("host", host), "startSearch", true);
        Map<String, Object> withTags = new HashMap<>(query);
        withTags.put("selectTags", List.of("tag", "value"));
        return api.call("host.get", withTags)
                .compose(hosts -> has(hosts, host)
                        ? Future.succeededFuture(true)
                        : api.call("template.get", query).map(templates -> has(templates, host)));
    }

    private boolean has(JsonNode found, String name) {
        for (JsonNode one : found) {
            if (NameKey.of(one.path("host").asText()).equals(NameKey.of(name)) && !isOurs(one)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOurs(JsonNode host) {
        for (JsonNode tag : host.path("tags")) {
            if (mark.hostTag()
                    .equals(new HostTag(
                            tag.path("tag").asText(), tag.path("value").asText()))) {
                return true;
            }
        }
        return false;
    }
}
