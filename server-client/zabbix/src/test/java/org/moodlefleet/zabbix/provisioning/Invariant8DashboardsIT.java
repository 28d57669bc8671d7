package org.moodlefleet.zabbix.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixBed;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.dashboard.Dashboard.Place;
import org.moodlefleet.zabbix.dashboard.Dashboard.Widget;
import org.moodlefleet.zabbix.dashboard.View;
import org.moodlefleet.zabbix.provisioning.plan.Plan;
import org.moodlefleet.zabbix.provisioning.state.DesiredDashboard;
import org.moodlefleet.zabbix.provisioning.state.DesiredHost;
import org.moodlefleet.zabbix.provisioning.state.DesiredObject;
import org.moodlefleet.zabbix.provisioning.state.DesiredState;
import org.moodlefleet.zabbix.provisioning.state.DesiredTemplate;
import org.moodlefleet.zabbix.provisioning.state.DesiredUserGroup;
import org.moodlefleet.zabbix.provisioning.state.OwnerMark;
import org.moodlefleet.zabbix.template.Examples;
import org.moodlefleet.zabbix.template.TemplateYaml;

class Invariant8DashboardsIT {

    private final ZabbixBed bed = new ZabbixBed();
    private final OwnerMark mark = new OwnerMark("pt-managed-by", bed.prefix);
    private final String template = bed.prefix + "-T";
    private final DesiredTemplate imported =
            DesiredTemplate.of(template, TemplateYaml.write(Examples.everything(template, "Users")));
    private final String group = bed.prefix + "/acme";
    private final DesiredUserGroup readers = new DesiredUserGroup(bed.prefix + " acme", true, Set.of(group));
    private final String name = bed.prefix + " overview";

    @BeforeEach
    void provision() {
        apply(desired(dashboard(everyView())));
    }

    @AfterEach
    void close() {
        apply(new DesiredState(Set.of(), List.of(), List.of()));
        apply(new DesiredState(Set.of(), List.of(), List.of()));
        bed.close();
    }

    @Test
    @DisplayName("Invariant 8: a dashboard with every kind of widget is made once, and a second plan is empty")
    void settled() {
        JsonNode made = there();

        assertThat(made.path("private").asText()).isEqualTo("1");
        assertThat(made.path("userGroups").findValuesAsText("usrgrpid")).hasSize(1);
        assertThat(made.path("pages").findValuesAsText("type"))
                .contains("item", "svggraph", "tophosts", "problems")
                .doesNotContain("moodle_of_nobody");
        assertSettled(desired(dashboard(everyView())));
    }

    @Test
    @DisplayName("Invariant 8: what somebody changed at a dashboard of ours is repaired, in place")
    void drift() {
        String id = there().path("dashboardid").asText();
        bed.call(
                "dashboard.update",
                Map.of("dashboardid", id, "private", "0", "userGroups", List.of(), "pages", List.of(Map.of())));

        assertThat(plan(desired(dashboard(everyView()))).describe())
                .containsExactly(
                        "update dashboard " + name + ": privacy or slideshow, +reader " + readers.name() + ", pages");
        apply(desired(dashboard(everyView())));

        assertThat(there().path("dashboardid").asText()).isEqualTo(id);
        assertSettled(desired(dashboard(everyView())));
    }

    @Test
    @DisplayName("Invariant 8: a dashboard of somebody else is a conflict and stays untouched")
    void foreign() {
        String other = bed.prefix + " other";
        String id = bed.call("dashboard.create", Map.of("name", other, "pages", List.of(Map.of())))
                .path("dashboardids")
                .path(0)
                .asText();
        DesiredState state = desired(
                dashboard(everyView()),
                new DesiredDashboard(new Dashboard(other, List.of(new Page("", everyView()))), Set.of()));

        assertThat(plan(state).conflicts())
                .containsExactly("dashboard " + other + " exists but is not ours; rename or delete it");
        apply(state);

        assertThat(bed.find("dashboard.get", "name", other, Map.of("selectPages", "extend"))
                        .path("pages")
                        .path(0)
                        .path("widgets"))
                .isEmpty();
        bed.call("dashboard.delete", List.of(id));
    }

    @Test
    @DisplayName("Invariant 8: a dashboard that is no longer wanted goes")
    void removal() {
        apply(desired());

        assertThat(bed.call("dashboard.get", Map.of("filter", Map.of("name", List.of(name)))))
                .isEmpty();
        assertSettled(desired());
    }

    @Test
    @DisplayName("Invariant 8: a dashboard keeps its id whatever it is called, also where two change names")
    void renamed() {
        DesiredDashboard first = called("one", name + " a");
        DesiredDashboard second = called("two", name + " b");
        apply(desired(first, second));
        String one = id(name + " a");
        String two = id(name + " b");

        apply(desired(called("one", name + " b"), called("two", name + " a")));

        assertThat(id(name + " b")).isEqualTo(one);
        assertThat(id(name + " a")).isEqualTo(two);
        assertSettled(desired(called("one", name + " b"), called("two", name + " a")));

        // a new one takes the name that another gives up
        apply(desired(called("one", name + " c"), called("three", name + " b"), called("two", name + " a")));

        assertThat(id(name + " c")).isEqualTo(one);
        assertSettled(desired(called("one", name + " c"), called("three", name + " b"), called("two", name + " a")));
    }

    @Test
    @DisplayName("A dashboard that waits for its deletion says so in its name, and has its own again when it is wanted")
    void dead() {
        Provisioner patient = new Provisioner(bed.vertx, bed.api, mark, Provisioner.DEFAULT_GRACE, Clock.systemUTC());
        String id = id(name);

        patient.apply(patient.plan(desired()).await()).await();

        assertThat(id(name + " (removed)")).isEqualTo(id);
        assertThat(patient.plan(desired()).await().describe()).isEmpty();

        patient.apply(patient.plan(desired(dashboard(everyView()))).await()).await();

        assertThat(id(name)).isEqualTo(id);
        assertSettled(desired(dashboard(everyView())));
    }

    private static DesiredDashboard called(String identity, String name) {
        return new DesiredDashboard(identity, new Dashboard(name, List.of(new Page("", List.of()))), Set.of());
    }

    private String id(String name) {
        return bed.find("dashboard.get", "name", name, Map.of())
                .path("dashboardid")
                .asText();
    }

    private List<Widget> everyView() {
        View.Line line = new View.Line(
                List.of(bed.prefix + "*"),
                List.of("Users"),
                Optional.of(new View.Sum("1d", 2)),
                "3B82C4",
                "Users",
                View.Style.AREA,
                false,
                Optional.of("1d"));
        View.Column column = new View.Column(
                "Users",
                Optional.of("Users"),
                Optional.of("3d"),
                true,
                "3B82C4",
                0,
                List.of(new View.Threshold(10, "D64545")));
        View.HostTable table =
                new View.HostTable(List.of(group), List.of(View.Column.host("Host"), column), 1, false, 10);
        List<View> views = List.of(
                new View.Value(
                        new View.Item(bed.prefix + "-h", "pt.users"), "Users who are here", OptionalInt.of(0), true),
                new View.Value(new View.Item(bed.prefix + "-h", "no.such.key"), "None", OptionalInt.empty(), false),
                new View.Graph(List.of(line), "30d", true, true),
                table,
                new View.Problems(List.of(group), 10),
                new View.Honeycomb(List.of(group), List.of("Users"), List.of(new View.Threshold(0, "D64545")), table),
                new View.Stack(List.of(new View.Named("upper", table), new View.Named("lower", table))),
                new View.Module("moodle_of_nobody", List.of(group), Map.of("days", 3), Optional.empty()));
        List<Widget> widgets = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            widgets.add(new Widget("widget " + i, new Place(3 * i, 0, 3, 4), views.get(i)));
        }
        return widgets;
    }

    private DesiredDashboard dashboard(List<Widget> widgets) {
        return new DesiredDashboard(new Dashboard(name, List.of(new Page("first", widgets))), Set.of(readers.name()));
    }

    private DesiredState desired(DesiredDashboard... dashboards) {
        DesiredHost host =
                new DesiredHost(bed.prefix + "-h", "", true, Set.of(group), Set.of(template), Set.of(), Map.of(), "");
        List<DesiredObject> objects = new ArrayList<>(List.of(readers));
        objects.addAll(List.of(dashboards));
        return new DesiredState(Set.of(), List.of(imported), List.of(host), objects);
    }

    private JsonNode there() {
        return bed.find("dashboard.get", "name", name, Map.of("selectPages", "extend", "selectUserGroups", "extend"));
    }

    private Plan plan(DesiredState state) {
        return provisioner().plan(state).await();
    }

    private void assertSettled(DesiredState state) {
        assertThat(plan(state).describe()).isEmpty();
    }

    private void apply(DesiredState state) {
        assertThat(provisioner().apply(plan(state)).await().failures()).isEmpty();
    }

    private Provisioner provisioner() {
        return new Provisioner(bed.vertx, bed.api, mark, Duration.ZERO, Clock.systemUTC());
    }
}
