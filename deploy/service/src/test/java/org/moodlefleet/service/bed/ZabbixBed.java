package org.moodlefleet.service.bed;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.moodlefleet.service.faults.Leftovers;
import org.moodlefleet.zabbix.api.Credentials;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixApiConfig;

/** The real Zabbix of the test bed, seen by a test; removes what the service set up there for one tenant. */
public final class ZabbixBed implements AutoCloseable {

    public static final URI URL = URI.create(environment("TESTBED_ZABBIX_URL"));
    public static final int TRAPPER_PORT = Integer.parseInt(environment("TESTBED_ZABBIX_TRAPPER_PORT"));

    /** An API token of the administrator. */
    public final String token;

    private final String tenant;
    private final String tokenId;
    private final Vertx vertx = Vertx.vertx();
    private final ZabbixApi api = new ZabbixApi(
            vertx,
            new ZabbixApiConfig(
                    URL,
                    new Credentials.Password(
                            environment("TESTBED_ZABBIX_USER"), environment("TESTBED_ZABBIX_PASSWORD"))));

    public ZabbixBed(String tenant) {
        this.tenant = tenant;
        Leftovers.remove(vertx, api);
        this.tokenId =
                call("token.create", Map.of("name", tenant)).at("/tokenids/0").asText();
        this.token = call("token.generate", List.of(tokenId)).at("/0/token").asText();
    }

    /** The hosts of the tenant by technical name, with groups, templates, tags and macros. */
    public Map<String, JsonNode> hosts() {
        Map<String, Object> query = new HashMap<>();
        query.put("output", List.of("hostid", "host", "name", "status"));
        query.put("tags", List.of(Map.of("tag", "tenant", "value", tenant, "operator", 1)));
        query.put(api.dialect().await().selectHostGroups(), List.of("name"));
        query.put("selectParentTemplates", List.of("host"));
        query.put("selectTags", List.of("tag", "value"));
        query.put("selectMacros", List.of("macro", "value"));
        return byKey(call("host.get", query), "host");
    }

    /** Name of a template that a test writes for the tenant. */
    public String ownTemplate() {
        return "OWN " + tenant;
    }

    /**
     * Makes a host as somebody else would.
     *
     * @return its id
     */
    public String foreignHost(String name) {
        String group = call("hostgroup.get", Map.of("output", List.of("groupid"), "limit", 1))
                .at("/0/groupid")
                .asText();
        return call("host.create", Map.of("host", name, "groups", List.of(Map.of("groupid", group))))
                .at("/hostids/0")
                .asText();
    }

    public void deleteHost(String id) {
        call("host.delete", List.of(id));
    }

    public static Set<String> groups(JsonNode host) {
        return names(host.has("hostgroups") ? host.path("hostgroups") : host.path("groups"), "name");
    }

    public static Set<String> templates(JsonNode host) {
        return names(host.path("parentTemplates"), "host");
    }

    public static Set<String> tags(JsonNode host) {
        return StreamSupport.stream(host.path("tags").spliterator(), false)
                .map(tag -> tag.path("tag").asText() + "=" + tag.path("value").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public static boolean enabled(JsonNode host) {
        return host.path("status").asText().equals("0");
    }

    /** As the front end's "Execute now" does. */
    public void calculateNow(Collection<JsonNode> items) {
        call(
                "task.create",
                items.stream()
                        .map(item -> Map.of(
                                "type",
                                "6",
                                "request",
                                Map.of("itemid", item.path("itemid").asText())))
                        .toList());
    }

    /** An account with its role and user groups, missing when there is none. */
    public JsonNode user(String login) {
        Map<String, ?> query = Map.of(
                "filter",
                Map.of("username", login),
                "output",
                List.of("username", "lang", "timezone"),
                "selectRole",
                List.of("name"),
                "selectUsrgrps",
                List.of("name"));
        return call("user.get", query).path(0);
    }

    /** The items of a host by key. */
    public Map<String, JsonNode> items(String host) {
        Map<String, ?> query = Map.of(
                "host", host, "output", List.of("itemid", "key_", "value_type", "lastvalue", "lastclock", "error"));
        return byKey(call("item.get", query), "key_");
    }

    /** All values that are stored of a host, by key: value by clock; a clock that is stored twice is a failure. */
    public Map<String, Map<Long, String>> history(String host) {
        Map<String, Map<Long, String>> history = new TreeMap<>();
        rows(host)
                .forEach((key, byClock) -> byClock.forEach((clock, values) -> {
                    if (values.size() > 1) {
                        throw new AssertionError(
                                key + " of " + host + " has several values at " + clock + ": " + values);
                    }
                    history.computeIfAbsent(key, first -> new TreeMap<>()).put(clock, values.get(0));
                }));
        return history;
    }

    /** All values that are stored of a host, by key and clock. */
    public Map<String, Map<Long, List<String>>> rows(String host) {
        Map<String, JsonNode> items = items(host);
        Map<String, Map<Long, List<String>>> rows = new TreeMap<>();
        Map<String, String> keys = items.values().stream()
                .collect(Collectors.toMap(
                        item -> item.path("itemid").asText(),
                        item -> item.path("key_").asText()));
        items.values().stream()
                .collect(Collectors.groupingBy(item -> item.path("value_type").asInt()))
                .forEach((type, ofType) -> values(type, ofType)
                        .forEach(row -> rows.computeIfAbsent(
                                        keys.get(row.path("itemid").asText()), first -> new TreeMap<>())
                                .computeIfAbsent(row.path("clock").asLong(), first -> new ArrayList<>())
                                .add(row.path("value").asText())));
        return rows;
    }

    /** A host of the tenant that takes any values of these keys. */
    public void createHost(String host, Set<String> keys) {
        String group = call("hostgroup.create", Map.of("name", "MOODLE/" + tenant))
                .at("/groupids/0")
                .asText();
        String id = call(
                        "host.create",
                        Map.of(
                                "host",
                                host,
                                "groups",
                                List.of(Map.of("groupid", group)),
                                "tags",
                                List.of(Map.of("tag", "tenant", "value", tenant))))
                .at("/hostids/0")
                .asText();
        int trapper = 2;
        int text = 4;
        call(
                "item.create",
                keys.stream()
                        .map(key -> Map.of("hostid", id, "name", key, "key_", key, "type", trapper, "value_type", text))
                        .toList());
    }

    private JsonNode values(int type, List<JsonNode> items) {
        List<String> ids =
                items.stream().map(item -> item.path("itemid").asText()).toList();
        return call("history.get", Map.of("history", type, "itemids", ids, "output", "extend"));
    }

    private JsonNode call(String method, Object params) {
        return api.call(method, params).await();
    }

    private static Map<String, JsonNode> byKey(JsonNode objects, String property) {
        return StreamSupport.stream(objects.spliterator(), false)
                .collect(Collectors.toMap(one -> one.path(property).asText(), one -> one, (one, other) -> one));
    }

    /** Deletes our templates, so that they are imported anew. */
    public void forgetTemplates() {
        delete("template", like("template", "host", "MOODLE").findValuesAsText("templateid").stream());
    }

    /** What of the tenant, and which template of ours, stands more than once under one name; each in a line. */
    public List<String> doubles() {
        List<String> doubles = new ArrayList<>();
        JsonNode hosts = ofTenant(List.of("hostid", "host"));
        doubles.addAll(twice("host", hosts, "host"));
        hosts.forEach(host -> doubles.addAll(twice(
                "item of " + host.path("host").asText(),
                call("item.get", Map.of("hostids", host.path("hostid").asText(), "output", List.of("key_"))),
                "key_")));
        doubles.addAll(twice("host group", like("hostgroup", "name", "MOODLE"), "name"));
        doubles.addAll(twice("template", like("template", "host", "MOODLE"), "host"));
        doubles.addAll(twice("user group", like("usergroup", "name", "MOODLE"), "name"));
        doubles.addAll(twice("dashboard", like("dashboard", "name", ""), "name"));
        return doubles;
    }

    private JsonNode like(String object, String property, String start) {
        return call(
                object + ".get",
                Map.of("search", Map.of(property, start), "startSearch", true, "output", List.of(property)));
    }

    private static List<String> twice(String kind, JsonNode all, String property) {
        return all.findValuesAsText(property).stream()
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(one -> one.getValue() > 1)
                .map(one -> kind + " " + one.getKey() + ": " + one.getValue() + " times")
                .toList();
    }

    private JsonNode ofTenant(Object output) {
        return call(
                "host.get",
                Map.of("output", output, "tags", List.of(Map.of("tag", "tenant", "value", tenant, "operator", 1))));
    }

    private static Set<String> names(JsonNode objects, String property) {
        return StreamSupport.stream(objects.spliterator(), false)
                .map(one -> one.path(property).asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        delete("host", ofTenant(List.of("hostid")).findValuesAsText("hostid").stream());
        Map<String, ?> own = Map.of("filter", Map.of("host", ownTemplate()), "output", List.of("templateid"));
        delete("template", byKey(call("template.get", own), "templateid").keySet().stream());
        Map<String, ?> ofTenant = Map.of("search", Map.of("name", "/" + tenant), "output", List.of("groupid"));
        delete(
                "hostgroup",
                StreamSupport.stream(call("hostgroup.get", ofTenant).spliterator(), false)
                        .map(group -> group.path("groupid").asText()));
        delete("token", Stream.of(tokenId));
        api.close().await();
        vertx.close().await();
    }

    private void delete(String object, Stream<String> ids) {
        List<String> all = ids.toList();
        if (!all.isEmpty()) {
            call(object + ".delete", all);
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " tells where the test bed is");
    }
}
