package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.View;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.Examples;
import org.moodlefleet.zabbix.template.TemplateYaml;

/**
 * What stands twice in a real Zabbix, as the calls of a killed program and its successor make it: the second gets its name
 * in Zabbix's database, since the API gives no name twice when it is asked one call after the other.
 */
class Invariant8DoublesAreMendedIT {

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final Provisioner provisioner = new Provisioner(bed.vertx, bed.api, mark, Duration.ZERO, Clock.systemUTC());
    private final String template = bed.prefix + "-T";
    private final String group = bed.prefix + "/Acme";
    private final DesiredTemplate imported =
            DesiredTemplate.of(template, TemplateYaml.write(Examples.everything(template, "Users")));
    private final DesiredHost host =
            new DesiredHost(bed.prefix + "-h", "", true, Set.of(group), Set.of(template), Set.of(), Map.of(), "");
    private final DesiredState desired = new DesiredState(Set.of(), List.of(imported), List.of(host));

    @AfterEach
    void close() {
        provisioner.close().await();
        bed.close();
    }

    @Test
    @DisplayName("Invariant 8: of a host that stands twice the one with values stays, and the empty one is removed")
    void hosts() throws Exception {
        apply(desired);
        List<String> ids = doubleHost();
        String withValues = ids.get(1);
        store(withValues);

        Plan plan = provisioner.plan(desired).await();
        assertThat(plan.describe())
                .first()
                .asString()
                .startsWith("remove the double of host " + host.name() + ", with the id ")
                .endsWith("; " + withValues + " stays");
        apply(plan);
        assertThat(ids("host.get", "host", "hostid", host.name())).containsExactly(withValues);
        assertThat(provisioner.plan(desired).await().describe()).isEmpty();
    }

    @Test
    @DisplayName("Invariant 8: of two hosts that both have values none is removed: it is told as a conflict")
    void hostsWithValues() throws Exception {
        apply(desired);
        List<String> ids = doubleHost();
        store(ids.get(0));
        store(ids.get(1));

        Plan plan = provisioner.plan(desired).await();
        assertThat(plan.conflicts())
                .containsExactly("host " + host.name() + " stands twice in Zabbix, with the ids " + ids.get(0) + " and "
                        + ids.get(1) + ": both have values; keep one and delete the other");
        apply(plan);
        assertThat(ids("host.get", "host", "hostid", host.name())).containsExactlyElementsOf(ids);
    }

    @Test
    @DisplayName("Invariant 8: a host group and a dashboard that stand twice are one again, with all their hosts")
    void groupsAndDashboards() throws Exception {
        Assumptions.assumeTrue(
                bed.dialect().templateGroupObject().equals("hostgroup"), "newer ones have unique names of groups");
        apply(desired);
        String hostId = ids("host.get", "host", "hostid", host.name()).get(0);
        String second = make("hostgroup.create", "groupids", Map.of("name", bed.prefix + "/second"));
        bed.call(
                "hostgroup.massadd",
                Map.of("groups", List.of(Map.of("groupid", second)), "hosts", List.of(Map.of("hostid", hostId))));
        sql("update hstgrp set name = '" + group + "' where groupid = " + second);
        View problems = new View.Problems(List.of(group), 10);
        Dashboard dashboard = new Dashboard(
                bed.prefix + " dashboard",
                List.of(new Dashboard.Page(
                        "", List.of(new Dashboard.Widget("P", new Dashboard.Place(0, 0, 6, 3), problems)))));
        DesiredState more = new DesiredState(
                Set.of(), List.of(imported), List.of(host), List.of(new DesiredDashboard(dashboard, Set.of())));
        apply(more);
        assertThat(ids("hostgroup.get", "name", "groupid", group)).hasSize(1);
        String dashboardId = make(
                "dashboard.create",
                "dashboardids",
                Map.of("name", bed.prefix + " second", "private", "1", "pages", List.of(Map.of("name", ""))));
        sql("update dashboard set name = '" + dashboard.name() + "' where dashboardid = " + dashboardId);
        assertThat(provisioner.plan(more).await().describe())
                .containsExactly(
                        "remove the double of dashboard " + dashboard.name() + ", with the id " + dashboardId + "; "
                                + ids("dashboard.get", "name", "dashboardid", dashboard.name())
                                        .get(0) + " stays");
        apply(more);
        assertThat(ids("dashboard.get", "name", "dashboardid", dashboard.name()))
                .hasSize(1);
        assertThat(provisioner.plan(more).await().describe()).isEmpty();
        apply(new DesiredState(Set.of(), List.of(), List.of()));
        apply(new DesiredState(Set.of(), List.of(), List.of()));
    }

    @Test
    @DisplayName("Invariant 8: a template that stands twice is one again, and its hosts have each item once")
    void templates() throws Exception {
        apply(desired);
        String second = make(
                "template.create",
                "templateids",
                Map.of("host", bed.prefix + "-second", "groups", List.of(Map.of("groupid", groupOfTemplates()))));
        sql("update hosts set host = '" + template + "', name = '" + template + "', uuid = '" + imported.uuid()
                + "' where hostid = " + second);
        assertThat(provisioner.plan(desired).await().describe())
                .containsExactly("remove the double of template " + template + ", with the id " + second + "; "
                        + ids("template.get", "host", "templateid", template).get(0) + " stays");
        apply(desired);

        assertThat(ids("template.get", "host", "templateid", template)).hasSize(1);
        assertThat(provisioner.plan(desired).await().describe()).isEmpty();
        JsonNode items = bed.call("item.get", Map.of("host", host.name(), "output", List.of("key_")));
        assertThat(items.findValuesAsText("key_")).doesNotHaveDuplicates().isNotEmpty();
    }

    private String groupOfTemplates() {
        return ids(bed.dialect().templateGroupObject() + ".get", "name", "groupid", template + "/Templates")
                .get(0);
    }

    @Test
    @DisplayName("Invariant 8: an item that a template has twice is one again, that with values")
    void items() throws Exception {
        apply(desired);
        String templateId = ids("template.get", "host", "templateid", template).get(0);
        String second = make(
                "item.create",
                "itemids",
                Map.of("hostid", templateId, "name", "Second", "key_", "pt.second", "type", 2, "value_type", 3));
        sql("update items set key_ = 'pt.users' where key_ = 'pt.second' and (itemid = " + second + " or templateid = "
                + second + ")");
        store(ids("host.get", "host", "hostid", host.name()).get(0));

        Plan plan = provisioner.plan(desired).await();
        assertThat(plan.changes())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.describe()).startsWith("remove the double of item pt.users of " + template));
        apply(plan);
        assertThat(provisioner.plan(desired).await().describe()).isEmpty();
        JsonNode left = bed.call("item.get", Map.of("host", host.name(), "filter", Map.of("key_", "pt.users")));
        assertThat(left).hasSize(1);
    }

    private void apply(DesiredState state) {
        apply(provisioner.plan(state).await());
    }

    private void apply(Plan plan) {
        assertThat(provisioner.apply(plan).await().failures()).isEmpty();
    }

    /** @return the older first */
    private List<String> doubleHost() throws Exception {
        JsonNode there = bed.find(
                "host.get",
                "host",
                host.name(),
                Map.of(
                        "selectParentTemplates", List.of("templateid"),
                        "selectTags", List.of("tag", "value"),
                        "selectMacros", List.of("macro", "value")));
        String groupId = ids("hostgroup.get", "name", "groupid", group).get(0);
        String second = make(
                "host.create",
                "hostids",
                Map.of(
                        "host", bed.prefix + "-second",
                        "groups", List.of(Map.of("groupid", groupId)),
                        "templates",
                                List.of(Map.of(
                                        "templateid",
                                        there.at("/parentTemplates/0/templateid")
                                                .asText())),
                        "tags", there.path("tags"),
                        "macros", there.path("macros")));
        sql("update hosts set host = '" + host.name() + "', name = '" + host.name() + "' where hostid = " + second);
        return List.of(there.path("hostid").asText(), second);
    }

    private String make(String method, String ids, Map<String, ?> params) {
        return bed.call(method, params).path(ids).path(0).asText();
    }

    private void store(String hostId) throws Exception {
        String item = bed.call(
                        "item.get",
                        Map.of("hostids", hostId, "filter", Map.of("key_", "pt.users"), "output", List.of("itemid")))
                .at("/0/itemid")
                .asText();
        sql("insert into history_uint (itemid, clock, ns, value) values (" + item + ", "
                + Instant.now().getEpochSecond() + ", 1, 7)");
    }

    private static void sql(String statement) throws Exception {
        ProcessBuilder psql = new ProcessBuilder(
                "psql",
                "-qh127.0.0.1",
                "-p" + System.getenv("TESTBED_ZABBIX_DB_PORT"),
                "-U" + System.getenv("TESTBED_ZABBIX_DB_USER"),
                "-dzabbix",
                "-vON_ERROR_STOP=1",
                "-c",
                statement);
        psql.environment().put("PGPASSWORD", System.getenv("TESTBED_ZABBIX_DB_PASSWORD"));
        Process running = psql.redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
    }

    private List<String> ids(String method, String property, String idProperty, String name) {
        List<String> ids = new ArrayList<>(
                bed.call(method, Map.of("filter", Map.of(property, name), "output", List.of(idProperty)))
                        .findValuesAsText(idProperty));
        ids.sort((one, other) -> Long.compare(Long.parseLong(one), Long.parseLong(other)));
        return ids;
    }
}
