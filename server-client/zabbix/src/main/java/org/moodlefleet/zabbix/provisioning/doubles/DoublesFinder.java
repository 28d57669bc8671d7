package org.moodlefleet.zabbix.provisioning.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.provisioning.outcome.ObjectName;

/** Finds what stands twice, of the objects that a plan is about. Asks more only of what does. Blocks. */
public final class DoublesFinder {

    private static final String BOTH_HAVE_VALUES = "both have values; keep one and delete the other";

    private final Ask zabbix;
    private final ZabbixDialect dialect;
    private final StoredValues values;

    public DoublesFinder(Ask zabbix, ZabbixDialect dialect) {
        this.zabbix = zabbix;
        this.dialect = dialect;
        this.values = new StoredValues(zabbix);
    }

    /**
     * @param owned hosts of ours: id to technical name
     * @param foreign hosts of others: id to technical name
     */
    public List<Doubled> hosts(Map<String, String> owned, Map<String, String> foreign) {
        List<Doubled> found = new ArrayList<>();
        for (Twins twins : Twins.of(owned.entrySet(), Map.Entry::getValue, Map.Entry::getKey, values::ofHost)) {
            twins.others()
                    .forEach(other -> found.add(new Doubled(
                            ObjectName.host(twins.name()),
                            "host",
                            twins.kept(),
                            other,
                            Optional.of(BOTH_HAVE_VALUES).filter(both -> values.ofHost(other)))));
        }
        Map<String, String> idByName = new HashMap<>();
        owned.forEach((id, name) -> idByName.put(name, id));
        foreign.forEach((id, name) -> {
            if (idByName.containsKey(name)) {
                found.add(new Doubled(
                        ObjectName.host(name),
                        "host",
                        idByName.get(name),
                        id,
                        Optional.of("the latter is not ours; rename or delete it")));
            }
        });
        return found;
    }

    /**
     * @param registers hosts that hold our notes: id to technical name
     * @param withNotes ids of those of them that hold any
     */
    public List<Doubled> notes(Map<String, String> registers, Set<String> withNotes) {
        return Twins.of(registers.entrySet(), Map.Entry::getValue, Map.Entry::getKey, withNotes::contains).stream()
                .flatMap(twins -> twins.others().stream()
                        .map(other -> new Doubled(
                                ObjectName.host(twins.name()),
                                "host",
                                twins.kept(),
                                other,
                                Optional.of(
                                                "both hold notes of what is ours; move the macros of the latter and delete it")
                                        .filter(both -> withNotes.contains(other)))))
                .toList();
    }

    /**
     * @param groups with their names and ids
     * @param ours ids of our hosts, which are moved from one to the other
     */
    public List<Doubled> hostGroups(Collection<JsonNode> groups, Set<String> ours) {
        Map<String, JsonNode> members = new HashMap<>();
        return Twins.of(
                        groups,
                        text("name"),
                        text("groupid"),
                        id -> !members(members, id).path("hosts").isEmpty())
                .stream()
                .flatMap(twins -> twins.others().stream()
                        .map(other -> new Doubled(
                                new ObjectName(ObjectName.HOST_GROUP, twins.name()),
                                "hostgroup",
                                twins.kept(),
                                other,
                                obstacle(members(members, other), ours))))
                .toList();
    }

    private JsonNode members(Map<String, JsonNode> known, String group) {
        return known.computeIfAbsent(group, id -> {
            Map<String, Object> query = new HashMap<>(
                    Map.of("groupids", List.of(id), "output", List.of("groupid"), "selectHosts", List.of("hostid")));
            if (dialect.templateGroupObject().equals("hostgroup")) {
                query.put("selectTemplates", List.of("templateid"));
            }
            return zabbix.call("hostgroup.get", query).path(0);
        });
    }

    private static Optional<String> obstacle(JsonNode group, Set<String> ours) {
        if (!group.path("templates").isEmpty()) {
            return Optional.of("templates are in the latter; move them and delete it");
        }
        return ours.containsAll(StoredValues.texts(group.path("hosts"), "hostid"))
                ? Optional.empty()
                : Optional.of("hosts that are not ours are in the latter; move them and delete it");
    }

    /**
     * @param templates with their technical names, ids and uuids
     * @param uuids of our templates, by their technical names
     */
    public List<Doubled> templates(Collection<JsonNode> templates, Map<String, String> uuids) {
        List<JsonNode> all = templates.stream()
                .filter(one -> uuids.containsKey(one.path("host").asText()))
                .toList();
        Map<String, String> uuidById = new HashMap<>();
        all.forEach(one ->
                uuidById.put(one.path("templateid").asText(), one.path("uuid").asText()));
        Map<String, Boolean> linked = new HashMap<>();
        Function<String, Boolean> isLinked = id -> linked.computeIfAbsent(id, this::isLinked);
        return Twins.of(all, text("host"), text("templateid"), isLinked::apply).stream()
                .flatMap(twins -> twins.others().stream()
                        .map(other -> new Doubled(
                                new ObjectName(ObjectName.TEMPLATE, twins.name()),
                                "template",
                                twins.kept(),
                                other,
                                obstacle(uuids.get(twins.name()).equals(uuidById.get(other)), isLinked.apply(other)))))
                .toList();
    }

    private boolean isLinked(String template) {
        JsonNode found = zabbix.call(
                        "template.get",
                        Map.of(
                                "templateids", List.of(template),
                                "output", List.of("templateid"),
                                "selectHosts", List.of("hostid"),
                                "selectTemplates", List.of("templateid")))
                .path(0);
        return !found.path("hosts").isEmpty() || !found.path("templates").isEmpty();
    }

    private static Optional<String> obstacle(boolean ours, boolean linked) {
        if (!ours) {
            return Optional.of("the latter is not ours (another uuid); rename or delete it");
        }
        return linked ? Optional.of("both are linked to hosts; unlink one and delete it") : Optional.empty();
    }

    /**
     * Items and discovery rules of one key on one template, and so on its hosts.
     *
     * @param templates id to technical name
     */
    public List<Doubled> itemsOfTemplates(Map<String, String> templates) {
        return itemsOf("templateids", templates, true);
    }

    /**
     * Items and discovery rules of one key on one host, apart from those that a template has twice.
     *
     * @param hosts id to technical name
     */
    public List<Doubled> itemsOfHosts(Map<String, String> hosts) {
        return itemsOf("hostids", hosts, false);
    }

    private List<Doubled> itemsOf(String which, Map<String, String> hosts, boolean ofTemplates) {
        if (hosts.isEmpty()) {
            return List.of();
        }
        List<Doubled> found = new ArrayList<>();
        for (String api : List.of("item", "discoveryrule", "itemprototype")) {
            boolean removable = ofTemplates && api.equals("item");
            JsonNode all = zabbix.call(
                    api + ".get", Map.of(which, hosts.keySet(), "output", List.of("itemid", "hostid", "key_")));
            Map<String, String> keys = new HashMap<>();
            all.forEach(item -> keys.put(
                    place(item),
                    item.path("key_").asText() + " of "
                            + hosts.get(item.path("hostid").asText())));
            for (Twins twins : Twins.of(
                    nodes(all), DoublesFinder::place, text("itemid"), id -> removable && values.ofTemplateItem(id))) {
                twins.others()
                        .forEach(other -> found.add(new Doubled(
                                new ObjectName("item", keys.get(twins.name())),
                                api,
                                twins.kept(),
                                other,
                                removable
                                        ? Optional.of(BOTH_HAVE_VALUES).filter(both -> values.ofTemplateItem(other))
                                        : Optional.of("keep one and delete the other"))));
            }
        }
        return found;
    }

    private static String place(JsonNode item) {
        return item.path("hostid").asText() + " " + item.path("key_").asText();
    }

    /**
     * Objects without tags.
     *
     * @param kind as people call it
     * @param api object of Zabbix's API
     * @param all with their names, ids and, of dashboards, owners
     * @param noted ids of those that are noted as ours
     * @param ours names that we give
     */
    public List<Doubled> objects(
            String kind,
            String api,
            Collection<JsonNode> all,
            Function<JsonNode, String> name,
            Function<JsonNode, String> id,
            Set<String> noted,
            Set<String> ours) {
        Map<String, String> owners = all.stream()
                .collect(Collectors.toMap(id, one -> one.path("userid").asText(), (a, b) -> a));
        List<JsonNode> relevant =
                all.stream().filter(one -> ours.contains(name.apply(one))).toList();
        return Twins.of(relevant, name, id, noted::contains).stream()
                .flatMap(twins -> twins.others().stream()
                        .map(other -> new Doubled(
                                new ObjectName(kind, twins.name()),
                                api,
                                twins.kept(),
                                other,
                                Optional.of("the latter is not ours; rename or delete it")
                                        .filter(foreign -> !api.equals("dashboard")
                                                || !owners.get(other).equals(owners.get(twins.kept()))))))
                .toList();
    }

    /** Ids of the doubles that do not stay. */
    public static Set<String> others(Collection<Doubled> doubles) {
        return doubles.stream().map(Doubled::otherId).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<JsonNode> nodes(JsonNode all) {
        return StreamSupport.stream(all.spliterator(), false).toList();
    }

    private static Function<JsonNode, String> text(String property) {
        return one -> one.path(property).asText();
    }
}
