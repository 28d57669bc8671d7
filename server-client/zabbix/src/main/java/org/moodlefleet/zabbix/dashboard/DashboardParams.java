package org.moodlefleet.zabbix.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.dashboard.Dashboard.Place;
import org.moodlefleet.zabbix.dashboard.Dashboard.Widget;
import org.moodlefleet.zabbix.dashboard.View.Named;

/** A dashboard as one version of Zabbix stores it. */
public final class DashboardParams {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADLINE = "0";
    /** What a value is stands in the widget itself. */
    private static final String HEADLINE_HIDDEN = "1";
    /** The dashboard's own. */
    private static final String DISPLAY_PERIOD = "0";

    private final ZabbixDialect dialect;
    private final References references;
    private final WidgetFields fields;

    public DashboardParams(ZabbixDialect dialect, References references) {
        this.dialect = dialect;
        this.references = references;
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
                page.widgets().stream().flatMap(this::widget).toList());
    }

    private Stream<Map<String, Object>> widget(Widget widget) {
        return shown(widget).stream()
                .flatMap(shown -> shown.view() instanceof View.Stack stack
                        ? stacked(stack, widget.place()).flatMap(this::widget)
                        : fields.of(shown.view()).map(found -> widget(widget.place(), shown, found)).stream());
    }

    /** What the height leaves over is for the first. */
    private static Stream<Widget> stacked(View.Stack stack, Place all) {
        List<Widget> widgets = new ArrayList<>();
        int each = all.height() / stack.views().size();
        int y = all.y();
        for (Named one : stack.views()) {
            int height =
                    widgets.isEmpty() ? all.height() - each * (stack.views().size() - 1) : each;
            widgets.add(new Widget(one.name(), new Place(all.x(), y, all.width(), height), one.view()));
            y += height;
        }
        return widgets.stream();
    }

    private Map<String, Object> widget(Place place, Named shown, List<WidgetField> found) {
        int scale = dialect.wideDashboards() ? 3 : 1;
        return Map.of(
                "type", fields.type(shown.view()),
                "name", shown.name(),
                "x", Integer.toString(place.x() * scale),
                "y", Integer.toString(place.y()),
                "width", Integer.toString(place.width() * scale),
                "height", Integer.toString(place.height()),
                "view_mode", shown.view() instanceof View.Value ? HEADLINE_HIDDEN : HEADLINE,
                "fields", found.stream().map(WidgetField::params).toList());
    }

    /** What this front end can show of it. */
    private Optional<Named> shown(Widget widget) {
        Named named = new Named(widget.name(), widget.view());
        if (widget.view() instanceof View.Honeycomb honeycomb && !dialect.wideDashboards()) {
            return Optional.of(new Named(widget.name(), honeycomb.otherwise()));
        }
        if (widget.view() instanceof View.Module module && !references.module(module.type())) {
            return module.otherwise()
                    .flatMap(otherwise -> shown(new Widget(otherwise.name(), widget.place(), otherwise.view())));
        }
        return Optional.of(named);
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
