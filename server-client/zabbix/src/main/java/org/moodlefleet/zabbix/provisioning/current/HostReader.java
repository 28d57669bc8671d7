package org.moodlefleet.zabbix.provisioning.current;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost.CurrentMacro;
import org.moodlefleet.zabbix.provisioning.state.HostTag;

/** The query for hosts with everything we compare, and the reading of its answer. */
public final class HostReader {

    /** Identity and key of a pre-shared one can be written only. */
    private static final List<String> ENCRYPTION = List.of("tls_accept", "tls_issuer", "tls_subject");

    private final ZabbixDialect dialect;

    public HostReader(ZabbixDialect dialect) {
        this.dialect = dialect;
    }

    /** @param which parameters of {@code host.get} that choose hosts */
    public Map<String, Object> query(Map<String, ?> which) {
        Map<String, Object> query = new HashMap<>(which);
        List<String> output = new ArrayList<>(List.of("hostid", "host", "name", "status", "description"));
        output.addAll(ENCRYPTION);
        query.put("output", output);
        query.put(dialect.selectHostGroups(), List.of("groupid", "name"));
        query.put("selectParentTemplates", List.of("templateid", "host"));
        query.put("selectTags", List.of("tag", "value"));
        query.put("selectMacros", List.of("hostmacroid", "macro", "value"));
        return query;
    }

    public List<CurrentHost> hosts(JsonNode answer) {
        List<CurrentHost> hosts = new ArrayList<>();
        answer.forEach(host -> hosts.add(host(host)));
        return hosts;
    }

    private CurrentHost host(JsonNode host) {
        return new CurrentHost(
                host.get("hostid").asText(),
                host.get("host").asText(),
                host.get("name").asText(),
                host.get("status").asText().equals("0"),
                host.get("description").asText(),
                ids(host.path(dialect.hostGroups()), "name", "groupid"),
                ids(host.path("parentTemplates"), "host", "templateid"),
                HostTag.read(host.path("tags")),
                macros(host.path("macros")),
                ENCRYPTION.stream()
                        .collect(Collectors.toMap(
                                property -> property,
                                property -> host.path(property).asText())));
    }

    private static Map<String, String> ids(JsonNode all, String name, String id) {
        Map<String, String> ids = new HashMap<>();
        all.forEach(one -> ids.put(one.get(name).asText(), one.get(id).asText()));
        return ids;
    }

    private static List<CurrentMacro> macros(JsonNode all) {
        List<CurrentMacro> macros = new ArrayList<>();
        all.forEach(macro -> macros.add(new CurrentMacro(
                macro.get("hostmacroid").asText(),
                macro.get("macro").asText(),
                macro.has("value") ? macro.get("value").asText() : null)));
        return macros;
    }
}
