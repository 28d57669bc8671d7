package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.provisioning.apply.ApplyReport;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.Examples;
import org.moodlefleet.zabbix.template.TemplateYaml;

class Invariant8ZabbixFollowsTheDesiredStateIT {

    private static final Instant NOW = Instant.now();

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final String group = bed.prefix + "/Tenants/Acme";
    private final String template = bed.prefix + "-T";
    private final DesiredTemplate imported =
            DesiredTemplate.of(template, TemplateYaml.write(Examples.everything(template, "Users")));

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    @DisplayName("Invariant 8: applying twice changes nothing the second time")
    void applyTwice() {
        DesiredState desired = desired(host("a", "A"), host("b", "B"));
        Plan plan = provisioner(NOW).plan(desired).await();
        assertThat(plan.describe())
                .containsExactly(
                        "create host group " + group,
                        "import template " + template,
                        "create host " + bed.prefix + "-a",
                        "create host " + bed.prefix + "-b");
        ApplyReport report = provisioner(NOW).apply(plan).await();
        assertThat(report.failures()).isEmpty();
        assertThat(report.applied()).isEqualTo(plan.changes());
        assertSettled(desired);
        assertThat(read("a").get("items").asInt()).isEqualTo(7);
    }

    @Test
    @DisplayName("Invariant 8: drift is repaired, what an operator added to our host stays")
    void driftAndAdditions() {
        DesiredState desired = desired(host("a", "A"));
        apply(desired, NOW);
        String hostId = read("a").get("hostid").asText();
        bed.call("hostgroup.create", Map.of("name", bed.prefix + "/Handmade"));
        String handmade = bed.find("hostgroup.get", "name", bed.prefix + "/Handmade", Map.of())
                .get("groupid")
                .asText();
        bed.call(
                "hostgroup.massadd",
                Map.of("groups", List.of(Map.of("groupid", handmade)), "hosts", List.of(Map.of("hostid", hostId))));
        bed.call("usermacro.create", Map.of("hostid", hostId, "macro", "{$PT.SECRET}", "value", "s3cret", "type", "1"));
        bed.call(
                "host.update",
                Map.of(
                        "hostid",
                        hostId,
                        "status",
                        "1",
                        "tags",
                        List.of(
                                Map.of("tag", mark.tag(), "value", mark.value()),
                                Map.of("tag", "room", "value", "12"))));
        setMacro(hostId, "{$PT.URL}", "https://elsewhere/");

        assertThat(provisioner(NOW).plan(desired).await().describe())
                .containsExactly("update host " + bed.prefix + "-a: enable, +tag group=north, macro {$PT.URL}");
        apply(desired, NOW);
        JsonNode host = read("a");
        assertThat(host.get("status").asText()).isEqualTo("0");
        assertThat(host.get("tags").findValuesAsText("value")).containsExactlyInAnyOrder("12", "north", mark.value());
        assertThat(macros(host)).containsEntry("{$PT.URL}", "https://a/").containsEntry("{$PT.SECRET}", "1 null");
        assertThat(groups(host)).containsExactlyInAnyOrder(group, bed.prefix + "/Handmade");
        assertSettled(desired);
    }

    @Test
    @DisplayName(
            "Invariant 8: what we declared and no longer want goes: group, tag, macro; a template stays with its history")
    void moved() {
        apply(desired(host("a", "A")), NOW);
        String other = bed.prefix + "/Tenants/Other";
        DesiredHost moved = new DesiredHost(
                bed.prefix + "-a", bed.prefix + " A", true, Set.of(other), Set.of(), Set.of(), Map.of(), "two\nlines");
        DesiredState desired = new DesiredState(Set.of(), List.of(imported), List.of(moved));
        apply(desired, NOW);
        JsonNode host = read("a");
        assertThat(groups(host)).containsExactly(other);
        assertThat(host.get("parentTemplates")).hasSize(1);
        assertThat(host.get("items").asInt()).isPositive();
        assertThat(host.get("tags").findValuesAsText("value")).containsExactly(mark.value());
        assertThat(macros(host)).containsOnlyKeys(mark.declaredMacro());
        assertSettled(desired);
    }

    @Test
    @DisplayName("Invariant 8: a host that is not ours is a conflict and stays untouched")
    void foreignHost() {
        bed.call("hostgroup.create", Map.of("name", group));
        String groupId = bed.find("hostgroup.get", "name", group, Map.of())
                .get("groupid")
                .asText();
        bed.call(
                "host.create",
                Map.of("host", bed.prefix + "-a", "groups", List.of(Map.of("groupid", groupId)), "description", "x"));
        JsonNode before = read("a");
        DesiredState desired = desired(host("a", "A"), host("b", "B"));
        Plan plan = provisioner(NOW).plan(desired).await();
        assertThat(plan.conflicts())
                .containsExactly("host " + bed.prefix + "-a exists but is not ours (it lacks the tag " + mark + ")");
        assertThat(provisioner(NOW).apply(plan).await().failures()).isEmpty();
        assertThat(read("a")).isEqualTo(before);
        assertThat(read("b").get("status").asText()).isEqualTo("0");
        apply(new DesiredState(Set.of(), List.of(), List.of()), NOW);
        assertThat(read("a")).isEqualTo(before);
    }

    @Test
    void aTemplateThatZabbixRefusesIsToldAndCostsItsHostsNoOther() {
        String broken = bed.prefix + "-Broken";
        DesiredTemplate refused = DesiredTemplate.of(
                broken, TemplateYaml.write(Examples.everything(broken, "Users")).replace("pt.report", "pt.report["));
        DesiredHost both = new DesiredHost(
                bed.prefix + "-a",
                bed.prefix + " A",
                true,
                Set.of(group),
                Set.of(template, broken),
                Set.of(),
                Map.of(),
                "");
        DesiredState desired = new DesiredState(Set.of(group), List.of(imported, refused), List.of(both));

        ApplyReport report =
                provisioner(NOW).apply(provisioner(NOW).plan(desired).await()).await();

        assertThat(report.failures())
                .singleElement()
                .asString()
                .startsWith("import template " + broken + ": ")
                .containsIgnoringCase("key");
        assertThat(read("a").get("parentTemplates").findValuesAsText("host")).containsExactly(template);
    }

    @Test
    void removedHostIsDisabledComesBackAndIsDeletedAfterTheGrace() {
        apply(desired(host("a", "A")), NOW);
        String hostId = read("a").get("hostid").asText();
        DesiredState without = desired();
        apply(without, NOW);
        assertThat(read("a").get("status").asText()).isEqualTo("1");
        assertThat(read("a").get("tags").findValuesAsText("value")).contains(String.valueOf(NOW.getEpochSecond()));
        assertSettled(without);

        apply(desired(host("a", "A")), NOW);
        assertThat(read("a").get("status").asText()).isEqualTo("0");
        assertThat(read("a").get("hostid").asText()).isEqualTo(hostId);
        assertSettled(desired(host("a", "A")));

        apply(without, NOW);
        apply(without, NOW.plus(Provisioner.DEFAULT_GRACE));
        assertThat(bed.call("host.get", Map.of("hostids", hostId))).isEmpty();
    }

    @Test
    @DisplayName(
            "Invariant 8: an instance whose host gets another name, or another tenant, keeps its host and its history")
    void renamedAndMoved() {
        apply(desired(host("a", "A", "acme")), NOW);
        String hostId = read("a").get("hostid").asText();
        JsonNode items = bed.call("item.get", Map.of("hostids", hostId, "output", List.of("itemid")));

        DesiredState renamed = desired(host("b", "A", "acme"));
        assertThat(provisioner(NOW).plan(renamed).await().describe())
                .containsExactly("update host " + bed.prefix + "-a: name '" + bed.prefix + "-b', visible name '"
                        + bed.prefix + " A', macro {$PT.URL}");
        apply(renamed, NOW);
        assertThat(read("b").get("hostid").asText()).isEqualTo(hostId);
        assertSettled(renamed);

        DesiredState moved = desired(host("b", "A", "bolt"));
        apply(moved, NOW);
        assertThat(read("b").get("hostid").asText()).isEqualTo(hostId);
        assertThat(read("b").get("tags").findValuesAsText("value"))
                .contains("bolt")
                .doesNotContain("acme");
        assertThat(bed.call("item.get", Map.of("hostids", hostId, "output", List.of("itemid"))))
                .isEqualTo(items);
        assertSettled(moved);
    }

    @Test
    @DisplayName("Invariant 8: two instances that swap their hosts' names keep each its own history")
    void swapped() {
        apply(desired(host("a", "A", "acme"), host("b", "B", "bolt")), NOW);
        String first = read("a").get("hostid").asText();
        String second = read("b").get("hostid").asText();

        DesiredState swapped = desired(host("b", "A", "acme"), host("a", "B", "bolt"));
        apply(swapped, NOW);

        assertThat(read("b").get("hostid").asText()).isEqualTo(first);
        assertThat(read("a").get("hostid").asText()).isEqualTo(second);
        assertThat(read("b").get("name").asText()).isEqualTo(bed.prefix + " A");
        assertSettled(swapped);
    }

    @Test
    void visibleNameOfARemovedHostIsFreeForItsSuccessor() {
        apply(desired(host("a", "Site")), NOW);
        DesiredState renamed = desired(host("b", "Site"));
        apply(renamed, NOW);
        assertThat(read("a").get("name").asText()).isEqualTo(bed.prefix + "-a (removed)");
        assertThat(read("b").get("name").asText()).isEqualTo(bed.prefix + " Site");
        assertSettled(renamed);
    }

    @Test
    void oneBadHostDoesNotStopTheOthers() {
        DesiredHost bad =
                new DesiredHost(bed.prefix + "-no/slash", "", true, Set.of(group), Set.of(), Set.of(), Map.of(), "");
        List<DesiredHost> hosts = IntStream.range(0, 150)
                .mapToObj(i -> new DesiredHost(
                        bed.prefix + "-" + i, "", true, Set.of(group), Set.of(template), Set.of(), Map.of(), ""))
                .toList();
        DesiredState desired = new DesiredState(
                Set.of(),
                List.of(imported),
                IntStream.rangeClosed(0, 150)
                        .mapToObj(i -> i == 150 ? bad : hosts.get(i))
                        .toList());
        Plan plan = provisioner(NOW).plan(desired).await();
        ApplyReport report = provisioner(NOW).apply(plan).await();
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.change().name()).isEqualTo(bad.name());
            assertThat(failure.reason()).startsWith("host.create: ").contains("no/slash");
        });
        assertThat(report.applied()).hasSize(2 + 150);
        assertThat(provisioner(NOW).plan(desired).await().describe()).containsExactly("create host " + bad.name());
    }

    @Test
    void templateIsImportedAgainOnlyWhenItChanged() {
        DesiredState desired = desired(host("a", "A"));
        apply(desired, NOW);
        DesiredState renamed = new DesiredState(
                Set.of(group),
                List.of(DesiredTemplate.of(template, TemplateYaml.write(Examples.everything(template, "Usuarios")))),
                desired.hosts());
        Plan plan = provisioner(NOW).plan(renamed).await();
        assertThat(plan.describe()).containsExactly("update template " + template);
        apply(renamed, NOW);
        JsonNode item = bed.find(
                "item.get",
                "key_",
                "pt.users",
                Map.of("hostids", read("a").get("hostid").asText()));
        assertThat(item.get("name").asText()).isEqualTo("Usuarios");
        assertSettled(renamed);
    }

    @Test
    void hostThatLostOurMarkAfterThePlanIsLeftAlone() {
        apply(desired(host("a", "A")), NOW);
        Plan plan = provisioner(NOW).plan(desired()).await();
        String hostId = read("a").get("hostid").asText();
        bed.call("host.update", Map.of("hostid", hostId, "tags", List.of()));
        ApplyReport report = provisioner(NOW).apply(plan).await();
        assertThat(report.failures())
                .singleElement()
                .hasToString("disable host " + bed.prefix
                        + "-a, which is no longer wanted: the host is no longer ours: it lacks the tag " + mark);
        assertThat(read("a").get("status").asText()).isEqualTo("0");
    }

    private DesiredState desired(DesiredHost... hosts) {
        return new DesiredState(Set.of(group), List.of(imported), List.of(hosts));
    }

    private DesiredHost host(String name, String visibleName) {
        return new DesiredHost(
                bed.prefix + "-" + name,
                bed.prefix + " " + visibleName,
                true,
                Set.of(group),
                Set.of(template),
                Set.of(new HostTag("group", "north")),
                Map.of("{$PT.URL}", "https://" + name + "/"),
                "two\nlines");
    }

    private DesiredHost host(String name, String visibleName, String tenant) {
        DesiredHost host = host(name, visibleName);
        return new DesiredHost(
                host.name(),
                host.visibleName(),
                true,
                Set.of(bed.prefix + "/Tenants/" + tenant),
                host.templates(),
                Set.of(new HostTag("tenant", tenant), new HostTag("instance", "school")),
                host.macros(),
                host.description());
    }

    private Provisioner provisioner(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Provisioner(bed.vertx, bed.api, mark, Provisioner.DEFAULT_GRACE, clock);
    }

    private void apply(DesiredState desired, Instant now) {
        Provisioner provisioner = provisioner(now);
        assertThat(provisioner.apply(provisioner.plan(desired).await()).await().failures())
                .isEmpty();
    }

    private void assertSettled(DesiredState desired) {
        assertThat(provisioner(NOW).plan(desired).await().describe()).isEmpty();
    }

    private JsonNode read(String name) {
        return bed.find(
                "host.get",
                "host",
                bed.prefix + "-" + name,
                Map.of(
                        bed.dialect().selectHostGroups(),
                        List.of("name"),
                        "output",
                        List.of("hostid", "name", "status", "description"),
                        "selectItems",
                        "count",
                        "selectMacros",
                        List.of("macro", "value", "type"),
                        "selectParentTemplates",
                        List.of("host"),
                        "selectTags",
                        List.of("tag", "value")));
    }

    private List<String> groups(JsonNode host) {
        return host.get(bed.dialect().hostGroups()).findValuesAsText("name");
    }

    /** Values by macro; a secret one reads {@code 1 null}. */
    private static Map<String, String> macros(JsonNode host) {
        Map<String, String> macros = new HashMap<>();
        for (JsonNode macro : host.get("macros")) {
            String value = macro.has("value")
                    ? macro.get("value").asText()
                    : macro.get("type").asText() + " null";
            macros.put(macro.get("macro").asText(), value);
        }
        return macros;
    }

    private void setMacro(String hostId, String macro, String value) {
        String id = bed.find("usermacro.get", "macro", macro, Map.of("hostids", hostId))
                .get("hostmacroid")
                .asText();
        bed.call("usermacro.update", Map.of("hostmacroid", id, "value", value));
    }
}
