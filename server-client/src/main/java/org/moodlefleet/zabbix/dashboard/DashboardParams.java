package org.moodlefleet.zabbix.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.dashboard.Dashboard.Widget;

/** A dashboard as one version of Zabbix stores it. */
public final class DashboardParams {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADLINE = "0";
    /** What a value is stands in the widget itself. */
    private static final String HEADLINE_HIDDEN = "1";
    /** The dashboard's own. */
    private static final String DISPLAY_PERIOD = "0";

    private final ZabbixDialect dialect;
    private final WidgetFields fields;

    public DashboardParams(ZabbixDialect dialect, References references) {
        this.dialect = dialect;
        this.fields = new WidgetFields(dialect, references);
    }

    /** The pages for {@code dashboard.create} and {@code dashboard.update}. */
    public List<Map<String, Object>> pages(Dashboard dashboard) {
        return dashboard.pages().stream().map(this::page).toList();
    }

    private Map<String, Object> page(Page page) {
        return Map.of(
                "name",
                page.name(),
                "display_period",
                DISPLAY_PERIOD,
                "widgets",
                page.widgets().stream()
                        .flatMap(widget -> widget(widget).stream())
                        .toList());
    }

    private Optional<Map<String, Object>> widget(Widget widget) {
        View view = widget.view() instanceof View.Honeycomb honeycomb && !dialect.wideDashboards()
                ? honeycomb.otherwise()
                : widget.view();
        int scale = dialect.wideDashboards() ? 3 : 1;
        return fields.of(view)
                .map(found -> Map.of(
                        "type", fields.type(view),
                        "name", widget.name(),
                        "x", Integer.toString(widget.place().x() * scale),
                        "y", Integer.toString(widget.place().y()),
                        "width", Integer.toString(widget.place().width() * scale),
                        "height", Integer.toString(widget.place().height()),
                        "view_mode", view instanceof View.Value ? HEADLINE_HIDDEN : HEADLINE,
                        "fields", found.stream().map(WidgetField::params).toList()));
    }

    /** Whether the pages that the server has are those; order of widgets and fields does not count. */
    public boolean same(Dashboard dashboard, JsonNode pages) {
        return text(pages(dashboard)).equals(stored(pages));
    }

    private static List<String> text(List<Map<String, Object>> pages) {
        return stored(JSON.valueToTree(pages));
    }

    private static List<String> stored(JsonNode pages) {
        List<String> all = new ArrayList<>();
        int number = 0;
        for (JsonNode page : pages) {
            int position = number++;
            all.add(position + " page " + page.path("name").asText() + " "
                    + page.path("display_period").asText());
            page.path("widgets").forEach(widget -> all.add(position + " " + widgetText(widget)));
        }
        all.sort(null);
        return all;
    }

    private static String widgetText(JsonNode widget) {
        List<String> fields = StreamSupport.stream(widget.path("fields").spliterator(), false)
                .map(field ->
                        field.path("type").asText() + " " + field.path("name").asText() + "="
                                + field.path("value").asText())
                .sorted()
                .toList();
        return String.join(
                " ",
                widget.path("type").asText(),
                widget.path("name").asText(),
                widget.path("x").asText(),
                widget.path("y").asText(),
                widget.path("width").asText(),
                widget.path("height").asText(),
                widget.path("view_mode").asText(),
                fields.toString());
    }
}
