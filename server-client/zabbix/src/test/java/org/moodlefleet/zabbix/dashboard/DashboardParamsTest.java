package org.moodlefleet.zabbix.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.api.ZabbixVersion;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.dashboard.Dashboard.Place;
import org.moodlefleet.zabbix.dashboard.Dashboard.Widget;

/** Fields as the front ends of 6.0 and 7.0 read them. */
class DashboardParamsTest {

    private static final View.Column DAILY =
            new View.Column("Yesterday", Optional.of("Logins"), Optional.of("3d"), true, "3B82C4", 0, List.of());
    private static final View.HostTable TABLE =
            new View.HostTable(List.of("Schools"), List.of(View.Column.host("School"), DAILY), 1, false, 10);

    @Test
    void aColumnOfADailyMeasureLooksBackForDays() {
        assertThat(fields("6.0.14", TABLE))
                .containsEntry("columns.aggregate_function.1", "7")
                .containsEntry("columns.aggregate_interval.1", "3d")
                .containsEntry("count", "10")
                .containsEntry("groupids", "4711");
        assertThat(fields("7.0.22", TABLE))
                .containsEntry("columns.1.aggregate_function", "7")
                .containsEntry("columns.1.time_period.from", "now-3d")
                .containsEntry("show_lines", "10")
                .containsEntry("groupids.0", "4711");
    }

    @Test
    void aWidgetIsThreeTimesAsWideOnAGridOf72Columns() {
        assertThat(widget("6.0.14", TABLE).path("width").asText()).isEqualTo("12");
        assertThat(widget("7.0.22", TABLE).path("width").asText()).isEqualTo("36");
    }

    @Test
    void cellsAreATableWhereThereAreNone() {
        View cells = new View.Honeycomb(List.of("Schools"), List.of("Users"), List.of(), TABLE);

        assertThat(widget("6.0.14", cells).path("type").asText()).isEqualTo("tophosts");
        assertThat(widget("7.0.22", cells).path("type").asText()).isEqualTo("honeycomb");
    }

    @Test
    void whatIsStackedSharesOnePlace() {
        View stack = new View.Stack(
                List.of(new View.Named("A", TABLE), new View.Named("B", TABLE), new View.Named("C", TABLE)));

        JsonNode widgets = widgets("6.0.14", stack, 7);

        assertThat(widgets.findValuesAsText("name")).contains("A", "B", "C");
        assertThat(widgets.findValuesAsText("y")).containsExactly("0", "3", "5");
        assertThat(widgets.findValuesAsText("height")).containsExactly("3", "2", "2");
        assertThat(widgets.findValuesAsText("width")).containsOnly("12");
    }

    @Test
    void aWidgetOfAModuleThatTheFrontEndLacksIsReplacedOrLeftOut() {
        View.Module module = new View.Module(
                "heat", List.of("Schools"), Map.of("days", 28), Optional.of(new View.Named("T", TABLE)));
        View.Module alone = new View.Module("heat", List.of("Schools"), Map.of(), Optional.empty());

        assertThat(widget("7.0.22", module).path("type").asText()).isEqualTo("tophosts");
        assertThat(widgets("7.0.22", alone)).isEmpty();
    }

    @Test
    void aCaptionIsBrokenIntoLinesThatFit() {
        View value = new View.Value(
                new View.Item("school", "users"), "People who logged in yesterday", OptionalInt.of(0), false);

        assertThat(fields("7.0.22", value))
                .containsEntry("description", "People who logged\nin yesterday")
                .containsEntry("units_show", "0")
                .containsEntry("itemid.0", "42");
    }

    @Test
    void valuesOfAllItemsAreAddedUpToOneLine() {
        View.Line line = new View.Line(
                List.of("School *"),
                List.of("Logins", "Connexions"),
                Optional.of(new View.Sum("1d", 3)),
                "3B0060",
                "",
                View.Style.BARS,
                false,
                Optional.empty());
        View graph = new View.Graph(List.of(line), "30d", false, true);

        assertThat(fields("6.0.14", graph))
                .containsEntry("ds.items.0.1", "Connexions")
                // 59, 0 and 96, each 127 more: of three shades the first is 127.5 darker
                .containsEntry("ds.color.0", "BA7FDF")
                .containsEntry("ds.aggregate_function.0", "5")
                .containsEntry("ds.aggregate_interval.0", "1d")
                .containsEntry("ds.aggregate_grouping.0", "1");
        assertThat(fields("7.0.22", graph))
                .containsEntry("ds.0.items.1", "Connexions")
                .containsEntry("ds.0.aggregate_function", "5")
                .containsEntry("ds.0.aggregate_interval", "1d")
                .containsEntry("ds.0.aggregate_grouping", "1");
    }

    private static Map<String, String> fields(String version, View view) {
        Map<String, String> fields = new TreeMap<>();
        widget(version, view)
                .path("fields")
                .forEach(field -> fields.put(
                        field.path("name").asText(), field.path("value").asText()));
        return fields;
    }

    private static JsonNode widget(String version, View view) {
        return widgets(version, view).get(0);
    }

    private static JsonNode widgets(String version, View view) {
        return widgets(version, view, 4);
    }

    private static JsonNode widgets(String version, View view, int height) {
        Widget widget = new Widget("W", new Place(0, 0, 12, height), view);
        Dashboard dashboard = new Dashboard("D", List.of(new Page("", List.of(widget))));
        DashboardParams params = new DashboardParams(new ZabbixDialect(ZabbixVersion.parse(version)), new Known());
        return new ObjectMapper().valueToTree(params.pages(dashboard)).path(0).path("widgets");
    }

    private static final class Known implements References {
        @Override
        public String hostGroup(String name) {
            return "4711";
        }

        @Override
        public boolean module(String type) {
            return false;
        }

        @Override
        public Optional<String> item(View.Item item) {
            return Optional.of("42");
        }
    }
}
