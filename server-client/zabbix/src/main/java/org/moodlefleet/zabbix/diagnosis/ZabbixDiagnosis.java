package org.moodlefleet.zabbix.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.moodlefleet.zabbix.api.ZabbixApi;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.delivery.Diagnosis;

/**
 * Looks up hosts and items in Zabbix's API, in four calls at most, and tells from what it finds why their samples are
 * refused.
 *
 * <p>Zabbix gives itself up to an hour to read what is configured ({@code CacheUpdateFrequency}, and a proxy's
 * {@code ProxyConfigFrequency}); so what is configured as it should be counts as on its way for a little longer than
 * that, from when it was first found so, and what is to be discovered for a little more than the day between two
 * discoveries.
 */
public final class ZabbixDiagnosis implements Diagnosis {

    /** Longest time until Zabbix has read what is configured. */
    public static final Duration CACHE_PATIENCE = Duration.ofMinutes(65);

    private static final Duration DISCOVERY_PATIENCE = Duration.ofHours(25);
    private static final int MOST_PROTOTYPES = 50_000;

    private final ZabbixApi api;
    private final Predicate<String> beingProvisioned;
    private final FirstSeen configured;
    private final FirstSeen undiscovered;

    /**
     * @param beingProvisioned whether a host is about to be created or changed by us
     * @param cachePatience {@link #CACHE_PATIENCE} or another
     */
    public ZabbixDiagnosis(ZabbixApi api, Predicate<String> beingProvisioned, Duration cachePatience, Clock clock) {
        this.api = api;
        this.beingProvisioned = beingProvisioned;
        this.configured = new FirstSeen(cachePatience, clock);
        this.undiscovered = new FirstSeen(DISCOVERY_PATIENCE, clock);
    }

    @Override
    public Future<Map<Item, Finding>> of(Set<Item> items) {
        return api.dialect()
                .compose(dialect -> hosts(items, dialect)
                        .compose(hosts -> items(items, hosts)
                                .compose(found -> prototypes(items, hosts, found)
                                        .map(prototypes ->
                                                judge(items, new Found(dialect, hosts, found, prototypes))))));
    }

    /**
     * @param hosts by name
     * @param items and discovery rules
     * @param prototypes keys by host id
     */
    private record Found(
            ZabbixDialect dialect,
            Map<String, JsonNode> hosts,
            Map<ItemOfHost, JsonNode> items,
            Map<String, Set<String>> prototypes) {}

    private record ItemOfHost(String hostId, String key) {}

    private Future<Map<String, JsonNode>> hosts(Set<Item> items, ZabbixDialect dialect) {
        List<String> output = new ArrayList<>(List.of("hostid", "host", "status"));
        output.addAll(dialect.hostMonitoring());
        Map<String, Object> query = Map.of("output", output, "filter", Map.of("host", names(items)));
        return api.call("host.get", query)
                .map(answer -> rows(answer).stream()
                        .collect(Collectors.toMap(row -> row.path("host").asText(), row -> row)));
    }

    private Future<Map<ItemOfHost, JsonNode>> items(Set<Item> items, Map<String, JsonNode> hosts) {
        if (hosts.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Set<String> keys = items.stream().map(Item::key).collect(Collectors.toCollection(TreeSet::new));
        Map<String, Object> query = Map.of(
                "output",
                List.of("hostid", "key_", "type", "status", "trapper_hosts", "allow_traps"),
                "hostids",
                ids(hosts.values()),
                "filter",
                Map.of("key_", keys));
        return Future.all(api.call("item.get", query), api.call("discoveryrule.get", query))
                .map(both -> {
                    Map<ItemOfHost, JsonNode> found = new HashMap<>();
                    both.<JsonNode>list()
                            .forEach(answer -> answer.forEach(row -> found.put(
                                    new ItemOfHost(
                                            row.path("hostid").asText(),
                                            row.path("key_").asText()),
                                    row)));
                    return found;
                });
    }

    /** Of the hosts that lack an item. */
    private Future<Map<String, Set<String>>> prototypes(
            Set<Item> items, Map<String, JsonNode> hosts, Map<ItemOfHost, JsonNode> found) {
        Set<String> lacking = items.stream()
                .filter(item -> hosts.containsKey(item.host()))
                .map(item -> new ItemOfHost(id(hosts.get(item.host())), item.key()))
                .filter(item -> !found.containsKey(item))
                .map(ItemOfHost::hostId)
                .collect(Collectors.toSet());
        if (lacking.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Map<String, Object> query =
                Map.of("output", List.of("hostid", "key_"), "hostids", lacking, "limit", MOST_PROTOTYPES);
        return api.call("itemprototype.get", query).map(answer -> {
            Map<String, Set<String>> keys = new HashMap<>();
            answer.forEach(row -> keys.computeIfAbsent(id(row), host -> new HashSet<>())
                    .add(row.path("key_").asText()));
            return keys;
        });
    }

    private Map<Item, Finding> judge(Set<Item> items, Found found) {
        Map<Item, Finding> findings = new HashMap<>();
        items.forEach(item -> findings.put(item, judge(item, found)));
        return findings;
    }

    private Finding judge(Item item, Found found) {
        boolean open = beingProvisioned.test(item.host());
        JsonNode host = found.hosts().get(item.host());
        if (host == null) {
            return new Finding(Causes.HOST_UNKNOWN, open);
        }
        if (host.path("status").asInt() != 0) {
            return new Finding(Causes.HOST_DISABLED, open);
        }
        JsonNode row = found.items().get(new ItemOfHost(id(host), item.key()));
        if (row == null) {
            boolean prototype = found.prototypes().getOrDefault(id(host), Set.of()).stream()
                    .anyMatch(key -> Prototypes.makes(key, item.key()));
            return prototype
                    ? new Finding(Causes.ITEM_NOT_DISCOVERED, open || undiscovered.lately(item))
                    : new Finding(Causes.ITEM_UNKNOWN, open);
        }
        if (row.path("status").asInt() != 0) {
            return new Finding(Causes.ITEM_DISABLED, open);
        }
        if (!takesValues(row)) {
            return new Finding(Causes.ITEM_NOT_TRAPPER, open);
        }
        return new Finding(
                Causes.ofConfigured(
                        found.dialect().byProxy(host), row.path("trapper_hosts").asText()),
                open || configured.lately(item));
    }

    /** Trappers, and HTTP agents that are allowed to trap. */
    private static boolean takesValues(JsonNode item) {
        int type = item.path("type").asInt();
        return type == 2 || type == 19 && item.path("allow_traps").asInt() == 1;
    }

    private static String id(JsonNode row) {
        return row.path("hostid").asText();
    }

    private static Set<String> names(Set<Item> items) {
        return items.stream().map(Item::host).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> ids(Collection<JsonNode> hosts) {
        return hosts.stream().map(ZabbixDiagnosis::id).toList();
    }

    private static List<JsonNode> rows(JsonNode answer) {
        List<JsonNode> rows = new ArrayList<>();
        answer.forEach(rows::add);
        return rows;
    }
}
