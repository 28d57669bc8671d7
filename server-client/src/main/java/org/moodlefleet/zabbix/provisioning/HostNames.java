package org.moodlefleet.zabbix.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.moodlefleet.zabbix.api.ZabbixApi;

/** Whose the names of hosts are in Zabbix. */
public final class HostNames {

    private final ZabbixApi api;
    private final OwnerMark mark;

    /** @param mark of our hosts */
    public HostNames(ZabbixApi api, OwnerMark mark) {
        this.api = api;
        this.mark = mark;
    }

    /** Whether a host that is not ours has the technical name; fails when Zabbix cannot be asked. */
    public Future<Boolean> isForeign(String host) {
        Map<String, Object> query = Map.of(
                "output",
                List.of("hostid"),
                "selectTags",
                List.of("tag", "value"),
                "filter",
                Map.of("host", List.of(host)));
        return api.call("host.get", query).map(hosts -> {
            for (JsonNode found : hosts) {
                if (!isOurs(found)) {
                    return true;
                }
            }
            return false;
        });
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
