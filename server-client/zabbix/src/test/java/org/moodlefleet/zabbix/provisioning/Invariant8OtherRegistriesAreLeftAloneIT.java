package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.provisioning.ownership.Adoption;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.HostTag;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.Examples;
import org.moodlefleet.zabbix.template.TemplateYaml;

/** Several registries, one after the other or beside each other, on one real Zabbix. */
class Invariant8OtherRegistriesAreLeftAloneIT {

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark earlier = new OwnerMark("pt-managed-by", bed.prefix);
    private final OwnerMark one = new OwnerMark("pt-managed-by", bed.prefix, "0123456789ab");
    private final OwnerMark other = new OwnerMark("pt-managed-by", bed.prefix, "ba9876543210");
    private final DesiredState nothing = new DesiredState(Set.of(), List.of(), List.of());

    @AfterEach
    void close() {
        // all that is left becomes one registry's, which wants nothing
        Provisioner last = provisioner(one, Duration.ZERO);
        for (int i = 0; i < 3; i++) {
            last.apply(last.plan(nothing, new Adoption(Adoption.ALL)).await()).await();
        }
        last.close().await();
        bed.close();
    }

    @Test
    @DisplayName(
            "Invariant 8: two registries on one Zabbix: each keeps its own, and neither touches what is the other's")
    void besideEachOther() {
        apply(one, state("a"));
        Map<String, String> ofOne = seen();
        apply(other, state("b"));
        Map<String, String> ofBoth = seen();

        assertThat(ofBoth).containsAllEntriesOf(ofOne).hasSize(2 * ofOne.size());
        assertThat(plan(one, state("a")).describe()).isEmpty();
        assertThat(plan(other, state("b")).describe()).isEmpty();

        Plan clash = plan(other, state("a", "b"));
        assertThat(clash.describe())
                .containsExactlyInAnyOrder(
                        "CONFLICT host " + host("a") + conflict(one),
                        "CONFLICT user group " + group("a") + conflict(one),
                        "CONFLICT dashboard " + dashboard("a") + conflict(one));
        apply(other, state("a", "b"));
        apply(other, nothing);
        assertThat(seen()).containsAllEntriesOf(ofOne);
        assertThat(plan(one, state("a")).describe()).isEmpty();
    }

    @Test
    @DisplayName(
            "Invariant 8: a registry that was lost takes nothing along, and the next one takes its place when told to")
    void lost() {
        apply(one, state("a", "b", "c"));
        Map<String, String> before = seen();

        // made anew, and empty
        Plan empty = plan(other, nothing);
        assertThat(empty.changes()).isEmpty();
        assertThat(empty.conflicts()).hasSize(2).allMatch(line -> line.endsWith("--adopt " + one.registry()));
        assertThat(empty.conflicts().get(0)).contains(host("a") + ", " + host("b") + ", " + host("c"));
        apply(other, nothing);
        assertThat(seen()).isEqualTo(before);

        // filled again, but for one
        Plan filled = plan(other, state("a", "b"));
        assertThat(filled.changes()).isEmpty();
        assertThat(filled.conflicts()).contains("host " + host("a") + conflict(one));
        apply(other, state("a", "b"));
        assertThat(seen()).isEqualTo(before);

        // the same dashboard, called something else by now: not a second one
        DesiredState renamed = new DesiredState(
                Set.of(),
                List.of(),
                List.of(),
                List.of(new DesiredDashboard(
                        "tenant a", new Dashboard(bed.prefix + " new", List.of(new Page("", List.of()))), Set.of())));
        assertThat(plan(other, renamed).changes()).isEmpty();
        assertThat(plan(other, renamed).conflicts()).contains("dashboard " + dashboard("a") + conflict(one));

        // told to
        Plan adopting = plan(other, state("a", "b"), Adoption.ALL);
        assertThat(adopting.removals()).isZero();
        assertThat(adopting.conflicts()).isEmpty();
        apply(other, state("a", "b"), Adoption.ALL);
        assertThat(seen()).isEqualTo(before);

        // what it has never known is removed by nobody but who says so
        Plan left = plan(other, state("a", "b"));
        assertThat(left.changes()).hasSize(3).allMatch(Plan::isRemoval);
        assertThat(left.heldRemovals(100)).isEqualTo(left.changes());
        assertThat(plan(other, state("a", "b", "c")).describe())
                .allMatch(line -> line.contains("taken-over-from") || line.contains("wanted again"));
        apply(other, state("a", "b", "c"));
        assertThat(plan(other, state("a", "b", "c")).describe()).isEmpty();
        assertThat(seen()).isEqualTo(before);
        // the one that was lost comes back from somewhere: it is the stranger now
        apply(one, nothing);
        apply(one, state("a"));
        assertThat(seen()).isEqualTo(before);
    }

    @Test
    @DisplayName("Invariant 8: what an earlier version made is taken over where the registry knows it, and else waits")
    void earlierVersion() {
        apply(earlier, state("a", "b"));
        Map<String, String> before = seen();

        apply(one, state("a"));

        Plan settled = plan(one, state("a"));
        assertThat(settled.changes()).isEmpty();
        assertThat(settled.conflicts()).hasSize(2).allMatch(line -> line.endsWith("--adopt earlier"));
        assertThat(settled.conflicts().get(0)).contains(host("b")).doesNotContain(host("a"));
        assertThat(seen()).isEqualTo(before);

        apply(one, state("a"), Adoption.EARLIER);

        assertThat(seen()).isEqualTo(before);
        Plan adopted = plan(one, state("a"));
        assertThat(adopted.conflicts()).isEmpty();
        assertThat(adopted.heldRemovals(100)).hasSize(3).isEqualTo(adopted.changes());
        assertThat(bed.call("host.get", Map.of("filter", Map.of("host", bed.prefix + " register"))))
                .as("notes of the earlier version")
                .isEmpty();
    }

    private String conflict(OwnerMark owner) {
        return " exists but the service of another registry (" + owner.registry()
                + ") made it; if our registry takes its place, apply with --adopt " + owner.registry();
    }

    private String host(String id) {
        return bed.prefix + "-" + id;
    }

    private String group(String id) {
        return bed.prefix + " " + id;
    }

    private String dashboard(String id) {
        return bed.prefix + " of " + id;
    }

    private DesiredState state(String... ids) {
        String template = bed.prefix + "-T";
        List<DesiredHost> hosts = new ArrayList<>();
        List<DesiredObject> objects = new ArrayList<>();
        for (String id : ids) {
            hosts.add(new DesiredHost(
                    host(id),
                    "",
                    true,
                    Set.of(bed.prefix + "/H"),
                    Set.of(template),
                    Set.of(new HostTag("tenant", id), new HostTag("instance", "x")),
                    Map.of(),
                    ""));
            objects.add(new DesiredUserGroup(group(id), true, Set.of(bed.prefix + "/H")));
            objects.add(new DesiredDashboard(
                    "tenant " + id, new Dashboard(dashboard(id), List.of(new Page("", List.of()))), Set.of(group(id))));
        }
        DesiredTemplate imported =
                DesiredTemplate.of(template, TemplateYaml.write(Examples.everything(template, "Users")));
        return new DesiredState(Set.of(), List.of(imported), hosts, objects);
    }

    /** Ids and states of what is there. */
    private Map<String, String> seen() {
        Map<String, String> seen = new TreeMap<>();
        all("host.get", "host", "hostid", "status")
                .filter(host -> !host.path("host").asText().contains(" register"))
                .forEach(host -> seen.put("host " + host.path("host").asText(), text(host, "hostid", "status")));
        all("usergroup.get", "name", "usrgrpid", "users_status")
                .forEach(one -> seen.put("group " + one.path("name").asText(), text(one, "usrgrpid", "users_status")));
        bed.call(
                        "dashboard.get",
                        Map.of(
                                "search", Map.of("name", bed.prefix),
                                "output", List.of("dashboardid", "name"),
                                "selectUserGroups", List.of("usrgrpid")))
                .forEach(one -> seen.put(
                        "dashboard " + one.path("name").asText(),
                        text(one, "dashboardid") + " " + one.path("userGroups").size()));
        return seen;
    }

    private Stream<JsonNode> all(String method, String name, String... output) {
        List<String> properties = new ArrayList<>(List.of(output));
        properties.add(name);
        List<JsonNode> all = new ArrayList<>();
        bed.call(method, Map.of("search", Map.of(name, bed.prefix), "output", properties))
                .forEach(all::add);
        return all.stream();
    }

    private static String text(JsonNode one, String... properties) {
        return String.join(
                " ",
                Stream.of(properties)
                        .map(property -> one.path(property).asText())
                        .toList());
    }

    private Plan plan(OwnerMark mark, DesiredState desired) {
        return plan(mark, desired, "");
    }

    private Plan plan(OwnerMark mark, DesiredState desired, String adopt) {
        Provisioner provisioner = provisioner(mark, Provisioner.DEFAULT_GRACE);
        try {
            return provisioner.plan(desired, new Adoption(adopt)).await();
        } finally {
            provisioner.close().await();
        }
    }

    private void apply(OwnerMark mark, DesiredState desired) {
        apply(mark, desired, "");
    }

    /** As the service does unasked, if it may remove much. */
    private void apply(OwnerMark mark, DesiredState desired, String adopt) {
        Provisioner provisioner = provisioner(mark, Provisioner.DEFAULT_GRACE);
        Plan plan = provisioner.plan(desired, new Adoption(adopt)).await();
        assertThat(provisioner
                        .apply(plan.without(plan.heldRemovals(100)))
                        .await()
                        .failures())
                .isEmpty();
        provisioner.close().await();
    }

    private Provisioner provisioner(OwnerMark mark, Duration grace) {
        return new Provisioner(bed.vertx, bed.api, mark, grace, Clock.systemUTC());
    }
}
