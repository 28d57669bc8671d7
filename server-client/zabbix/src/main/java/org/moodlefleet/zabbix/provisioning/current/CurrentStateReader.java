package org.moodlefleet.zabbix.provisioning.current;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.provisioning.call.Chunks;
import org.moodlefleet.zabbix.provisioning.call.ProvisioningCalls;
import org.moodlefleet.zabbix.provisioning.doubles.Doubled;
import org.moodlefleet.zabbix.provisioning.doubles.DoublesFinder;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.state.CurrentHost;
import org.moodlefleet.zabbix.provisioning.state.CurrentState;
import org.moodlefleet.zabbix.provisioning.state.CurrentState.CurrentTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.provisioning.state.SameHosts;

/** Reads from Zabbix what a plan needs to know. Blocks. */
public final class CurrentStateReader {

    private static final int OPERATOR_EQUALS = 1;

    /** Of which a reading looks at all items, so that all are looked at after some. */
    private static final int HOSTS_PER_READING = 20;

    private final ProvisioningCalls calls;
    private final OwnerMark mark;
    private final Adoption adoption;
    private final int reading;
    private final List<Doubled> doubles = new ArrayList<>();

    /** @param reading how many there were before */
    public CurrentStateReader(ProvisioningCalls calls, OwnerMark mark, Adoption adoption, int reading) {
        this.calls = calls;
        this.mark = mark;
        this.adoption = adoption;
        this.reading = reading;
    }

    /** What was found to stand twice. */
    public List<Doubled> doubles() {
        return doubles;
    }

    /** Of what stands twice it has the one that stays. */
    public CurrentState read(DesiredState desired) {
        DoublesFinder finder = new DoublesFinder(calls::call, calls.dialect());
        List<CurrentHost> marked = marked();
        List<CurrentHost> registers = marked.stream()
                .filter(host -> host.name().equals(mark.registerHost()))
                .toList();
        Map<Boolean, List<CurrentHost>> ours = marked.stream()
                .filter(host -> !mark.isRegisterHost(host.name()))
                .collect(Collectors.partitioningBy(host -> isOurs(host, desired)));
        List<CurrentHost> owned = new ArrayList<>(ours.get(true));
        Set<String> ownedIds = Stream.concat(registers.stream(), owned.stream())
                .map(CurrentHost::hostId)
                .collect(Collectors.toSet());
        List<JsonNode> foreign = foreign(desired, ownedIds);
        doubles.addAll(finder.notes(
                names(registers),
                registers.stream()
                        .filter(host -> !host.macros().isEmpty())
                        .map(CurrentHost::hostId)
                        .collect(Collectors.toSet())));
        List<Doubled> hosts = finder.hosts(
                names(owned),
                foreign.stream()
                        .filter(one -> one.has("hostid"))
                        .collect(Collectors.toMap(
                                one -> one.path("hostid").asText(),
                                one -> one.path("host").asText())));
        doubles.addAll(hosts);
        Set<String> others = DoublesFinder.others(hosts);
        owned.removeIf(host -> others.contains(host.hostId()));
        Set<String> foreignNames = names(foreign, "host");
        if (!desired.hosts().isEmpty()) {
            foreignNames.add(mark.registerHost());
        }
        return new CurrentState(
                groups(finder, desired, ownedIds),
                templates(finder, desired, owned),
                owned,
                foreignNames,
                names(foreign, "name"),
                ours.get(false));
    }

    /** What earlier versions made is ours where the registry knows just what it is of. */
    private boolean isOurs(CurrentHost host, DesiredState desired) {
        return host.carries(mark)
                || mark.registryOf(host.tags())
                        .filter(registry -> adoption.takes(registry)
                                || registry.isEmpty() && SameHosts.isKnown(host, desired.hosts()))
                        .isPresent();
    }

    private List<CurrentHost> marked() {
        HostReader hosts = new HostReader(calls.dialect());
        return hosts.hosts(calls.call(
                "host.get",
                hosts.query(Map.of(
                        "tags",
                        List.of(Map.of("tag", mark.tag(), "value", mark.value(), "operator", OPERATOR_EQUALS))))));
    }

    private Set<String> groups(DoublesFinder finder, DesiredState desired, Set<String> markedIds) {
        Set<String> names = new HashSet<>(desired.hostGroups());
        names.add(mark.value());
        List<JsonNode> groups =
                calls.find("hostgroup.get", "name", names, Map.of("output", List.of("groupid", "name")));
        doubles.addAll(finder.hostGroups(groups, markedIds));
        Set<String> there = names(groups, "name");
        there.retainAll(desired.hostGroups());
        return there;
    }

    private Map<String, CurrentTemplate> templates(
            DoublesFinder finder, DesiredState desired, List<CurrentHost> owned) {
        Map<String, String> uuids = desired.templates().stream()
                .collect(Collectors.toMap(DesiredTemplate::technicalName, DesiredTemplate::uuid));
        Set<String> names = Stream.concat(
                        uuids.keySet().stream(), desired.hosts().stream().flatMap(host -> host.templates().stream()))
                .collect(Collectors.toSet());
        Map<String, CurrentTemplate> templates = new HashMap<>();
        Map<String, String> ours = new HashMap<>();
        Map<String, ?> query =
                Map.of("output", List.of("templateid", "host", "uuid"), "selectMacros", List.of("macro", "value"));
        List<JsonNode> all = calls.find("template.get", "host", names, query);
        List<Doubled> found = finder.templates(all, uuids);
        doubles.addAll(found);
        Set<String> others = DoublesFinder.others(found);
        all.stream()
                .filter(template -> !others.contains(template.path("templateid").asText()))
                .forEach(template -> {
                    String name = template.get("host").asText();
                    String uuid = template.path("uuid").asText();
                    templates.put(name, template(uuid, template));
                    if (uuid.equals(uuids.get(name))) {
                        ours.put(template.path("templateid").asText(), name);
                    }
                });
        List<Doubled> items = finder.itemsOfTemplates(ours);
        doubles.addAll(items);
        if (items.isEmpty()) {
            doubles.addAll(finder.itemsOfHosts(some(owned)));
        }
        return templates;
    }

    private Map<String, String> some(List<CurrentHost> owned) {
        List<List<CurrentHost>> rounds = Chunks.of(owned, HOSTS_PER_READING);
        return rounds.isEmpty() ? Map.of() : names(rounds.get(reading % rounds.size()));
    }

    private static Map<String, String> names(List<CurrentHost> hosts) {
        return hosts.stream().collect(Collectors.toMap(CurrentHost::hostId, CurrentHost::name));
    }

    private CurrentTemplate template(String uuid, JsonNode template) {
        String registry = macro(template, mark.registryMacro());
        if (registry.isEmpty() || registry.equals(mark.registry())) {
            return new CurrentTemplate(uuid, macro(template, mark.contentMacro()));
        }
        return adoption.takes(registry)
                ? new CurrentTemplate(uuid, "")
                : new CurrentTemplate(uuid, macro(template, mark.contentMacro()), registry);
    }

    private static String macro(JsonNode template, String name) {
        for (JsonNode macro : template.path("macros")) {
            if (macro.path("macro").asText().equals(name)) {
                return macro.path("value").asText();
            }
        }
        return "";
    }

    /**
     * Hosts and templates that are not ours. All of them are asked for: no method finds names whatever their letter
     * case.
     */
    private List<JsonNode> foreign(DesiredState desired, Set<String> ownedIds) {
        if (desired.hosts().isEmpty()) {
            return List.of();
        }
        List<JsonNode> foreign = new ArrayList<>();
        calls.call("host.get", Map.of("output", List.of("hostid", "host", "name")))
                .forEach(host -> {
                    if (!ownedIds.contains(host.path("hostid").asText())) {
                        foreign.add(host);
                    }
                });
        calls.call("template.get", Map.of("output", List.of("templateid", "host", "name")))
                .forEach(foreign::add);
        return foreign;
    }

    private static Set<String> names(List<JsonNode> all, String property) {
        return all.stream().map(one -> one.path(property).asText()).collect(Collectors.toCollection(HashSet::new));
    }
}
