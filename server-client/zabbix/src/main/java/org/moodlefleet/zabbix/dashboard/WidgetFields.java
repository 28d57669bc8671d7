package org.moodlefleet.zabbix.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.zabbix.api.ZabbixDialect;
import org.moodlefleet.zabbix.dashboard.View.Column;
import org.moodlefleet.zabbix.dashboard.View.Line;
import org.moodlefleet.zabbix.dashboard.View.Threshold;
import org.moodlefleet.zabbix.dashboard.WidgetField.Type;

/** The fields of widgets, for one version of the front end. */
final class WidgetFields {

    private static final int SHOW_CAPTION = 1;
    private static final int SHOW_VALUE = 2;
    private static final int SHOW_CHANGE = 4;
    private static final int HOST_NAME = 2;
    private static final int ITEM_VALUE = 1;
    private static final int AS_IS = 1;
    private static final int BAR = 2;
    private static final int SUM = 5;
    private static final int HISTORY = 1;
    private static final int LAST = 7;
    private static final int ALL_ITEMS = 1;
    private static final int LEGEND_COLUMNS = 3;
    private static final int MOST_LEGEND_ROWS = 3;
    private static final int LINE_LENGTH = 20;
    private static final int TOP = 0;
    private static final int OPEN_ONLY = 3;
    private static final int UNITS_BELOW = 3;
    private static final String NEUTRAL = "9AA5B1";
    private static final int ONE_COLOR_PER_RANGE = 0;

    private final ZabbixDialect dialect;
    private final FieldNames names;
    private final References references;

    WidgetFields(ZabbixDialect dialect, References references) {
        this.dialect = dialect;
        this.names = FieldNames.of(dialect);
        this.references = references;
    }

    /** @return empty when the item that it is about does not exist (yet) */
    Optional<List<WidgetField>> of(View view) {
        List<WidgetField> fields = new ArrayList<>();
        if (view instanceof View.Value value) {
            Optional<String> id = references.item(value.item());
            id.ifPresent(found -> value(value, found, fields));
            return id.map(found -> fields);
        }
        if (view instanceof View.Graph graph) {
            graph(graph, fields);
        } else if (view instanceof View.HostTable table) {
            table(table, fields);
        } else if (view instanceof View.Problems problems) {
            groups(problems.hostGroups(), fields);
            fields.add(WidgetField.integer("show", OPEN_ONLY));
            fields.add(WidgetField.integer("show_timeline", 0));
            fields.add(WidgetField.integer("show_lines", problems.most()));
        } else if (view instanceof View.Honeycomb honeycomb) {
            honeycomb(honeycomb, fields);
        } else if (view instanceof View.Module module) {
            groups(module.hostGroups(), fields);
            module.settings().forEach((name, setting) -> fields.add(setting(name, setting)));
        }
        return Optional.of(fields);
    }

    private static WidgetField setting(String name, Object setting) {
        return setting instanceof Number number
                ? WidgetField.integer(name, number.longValue())
                : WidgetField.text(name, setting.toString());
    }

    private void groups(List<String> groups, List<WidgetField> fields) {
        for (int i = 0; i < groups.size(); i++) {
            fields.add(
                    new WidgetField(Type.HOST_GROUP, names.list("groupids", i), references.hostGroup(groups.get(i))));
        }
    }

    private void value(View.Value value, String id, List<WidgetField> fields) {
        fields.add(new WidgetField(Type.ITEM, names.list("itemid", 0), id));
        int[] shown = {SHOW_CAPTION, SHOW_VALUE, SHOW_CHANGE};
        for (int i = 0; i < shown.length; i++) {
            fields.add(WidgetField.integer(names.list("show", i), shown[i]));
        }
        // without it the front end takes its own defaults for what follows
        fields.add(WidgetField.integer("adv_conf", 1));
        fields.add(WidgetField.text("description", inLines(value.caption())));
        fields.add(WidgetField.integer("desc_size", 11));
        fields.add(WidgetField.integer("desc_v_pos", TOP));
        fields.add(WidgetField.integer("value_size", 28));
        fields.add(WidgetField.integer("decimal_size", 20));
        fields.add(WidgetField.integer("units_show", value.units() ? 1 : 0));
        if (value.units()) {
            fields.add(WidgetField.integer("units_pos", UNITS_BELOW));
            fields.add(WidgetField.integer("units_size", 12));
            fields.add(WidgetField.integer("units_bold", 0));
        }
        // more is not better for all that is shown: failing tasks, storage
        for (String arrow : List.of("up_color", "down_color", "updown_color")) {
            fields.add(WidgetField.text(arrow, NEUTRAL));
        }
        value.decimals().ifPresent(decimals -> fields.add(WidgetField.integer("decimal_places", decimals)));
    }

    /** The front end cuts lines that are too long, and breaks none. */
    private static String inLines(String caption) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : caption.split(" ")) {
            boolean fits = length + word.length() < LINE_LENGTH;
            if (length > 0) {
                lines.append(fits ? ' ' : '\n');
            }
            length = fits ? length + 1 + word.length() : word.length();
            lines.append(word);
        }
        return lines.toString();
    }

    private void graph(View.Graph graph, List<WidgetField> fields) {
        for (int i = 0; i < graph.lines().size(); i++) {
            line(graph.lines().get(i), i, fields);
        }
        // trends would lack the hour that is not over, and all that a young server has
        fields.add(WidgetField.integer("source", HISTORY));
        String from = "now-" + graph.period();
        if (names.positionFirst()) {
            fields.add(WidgetField.text("time_period.from", from));
            fields.add(WidgetField.text("time_period.to", "now"));
        } else {
            fields.add(WidgetField.integer("graph_time", 1));
            fields.add(WidgetField.text("time_from", from));
            fields.add(WidgetField.text("time_to", "now"));
        }
        fields.add(WidgetField.integer("righty", graph.lines().stream().anyMatch(Line::rightAxis) ? 1 : 0));
        if (graph.fromZero()) {
            fields.add(WidgetField.text("lefty_min", "0"));
        }
        if (graph.legend()) {
            fields.add(
                    WidgetField.integer("legend_lines", legendRows(graph.lines().size())));
        } else {
            fields.add(WidgetField.integer("legend", 0));
        }
    }

    /** Two names stand below each other in 6.0, more of them side by side. */
    private static int legendRows(int lines) {
        return lines <= 2 ? lines : Math.min(MOST_LEGEND_ROWS, (lines + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS);
    }

    private void line(Line line, int i, List<WidgetField> fields) {
        for (int k = 0; k < line.hosts().size(); k++) {
            fields.add(WidgetField.text(
                    names.property("ds", i, "hosts", k), line.hosts().get(k)));
        }
        for (int k = 0; k < line.items().size(); k++) {
            fields.add(WidgetField.text(
                    names.property("ds", i, "items", k), line.items().get(k)));
        }
        fields.add(WidgetField.text(
                names.property("ds", i, "color"),
                line.sum().map(sum -> Shades.before(line.color(), sum.items())).orElse(line.color())));
        fields.add(WidgetField.integer(
                names.property("ds", i, "type"),
                switch (line.style()) {
                    case LINE, AREA -> 0;
                    case STEPS -> 2;
                    case BARS -> 3;
                }));
        fields.add(WidgetField.integer(names.property("ds", i, "width"), 2));
        fields.add(WidgetField.integer(names.property("ds", i, "transparency"), transparency(line)));
        fields.add(WidgetField.integer(names.property("ds", i, "fill"), line.style() == View.Style.AREA ? 3 : 0));
        // a Moodle that was silent for a while shall not seem to have had no users
        fields.add(WidgetField.integer(names.property("ds", i, "missingdatafunc"), 0));
        line.sum().ifPresent(sum -> {
            fields.add(WidgetField.integer(names.property("ds", i, "aggregate_function"), SUM));
            fields.add(WidgetField.text(names.property("ds", i, "aggregate_interval"), sum.every()));
            fields.add(WidgetField.integer(names.property("ds", i, "aggregate_grouping"), ALL_ITEMS));
        });
        if (line.rightAxis()) {
            fields.add(WidgetField.integer(names.property("ds", i, "axisy"), 1));
        }
        line.shift()
                .ifPresent(shift -> fields.add(WidgetField.text(names.property("ds", i, "timeshift"), "-" + shift)));
        if (names.positionFirst() && !line.label().isEmpty()) {
            fields.add(WidgetField.text(names.property("ds", i, "data_set_label"), line.label()));
        }
    }

    /** Another time stays behind this one. */
    private static int transparency(Line line) {
        if (line.shift().isPresent()) {
            return 6;
        }
        return line.style() == View.Style.BARS ? 4 : 2;
    }

    private void table(View.HostTable table, List<WidgetField> fields) {
        groups(table.hostGroups(), fields);
        for (int i = 0; i < table.columns().size(); i++) {
            column(table.columns().get(i), i, fields);
        }
        fields.add(WidgetField.integer("column", table.sortedBy()));
        fields.add(WidgetField.integer("order", table.ascending() ? 3 : 2));
        fields.add(WidgetField.integer(dialect.wideDashboards() ? "show_lines" : "count", table.most()));
    }

    private void column(Column column, int i, List<WidgetField> fields) {
        fields.add(WidgetField.text(names.property("columns", i, "name"), column.name()));
        if (column.item().isEmpty()) {
            fields.add(WidgetField.integer(names.property("columns", i, "data"), HOST_NAME));
            fields.add(WidgetField.text(names.property("columns", i, "base_color"), ""));
            fields.add(WidgetField.integer(names.property("columns", i, "aggregate_function"), 0));
            return;
        }
        fields.add(WidgetField.integer(names.property("columns", i, "data"), ITEM_VALUE));
        fields.add(WidgetField.text(
                names.property("columns", i, "item"), column.item().get()));
        lookBack(column, i, fields);
        fields.add(WidgetField.integer(names.property("columns", i, "display"), column.bar() ? BAR : AS_IS));
        fields.add(WidgetField.integer(names.property("columns", i, "history"), 1));
        fields.add(WidgetField.text(names.property("columns", i, "base_color"), column.bar() ? column.color() : ""));
        fields.add(WidgetField.text(names.property("columns", i, "min"), column.bar() ? "0" : ""));
        fields.add(WidgetField.text(names.property("columns", i, "max"), ""));
        if (dialect.wideDashboards()) {
            fields.add(WidgetField.integer(names.property("columns", i, "decimal_places"), column.decimals()));
        } else {
            fields.add(WidgetField.text(names.property("columns", i, "timeshift"), ""));
        }
        thresholds("columnsthresholds", i, column.thresholds(), fields);
    }

    private void lookBack(Column column, int i, List<WidgetField> fields) {
        fields.add(WidgetField.integer(
                names.property("columns", i, "aggregate_function"),
                column.lookBack().isPresent() ? LAST : 0));
        column.lookBack().ifPresent(period -> {
            if (dialect.wideDashboards()) {
                fields.add(WidgetField.text("columns." + i + ".time_period.from", "now-" + period));
                fields.add(WidgetField.text("columns." + i + ".time_period.to", "now"));
            } else {
                fields.add(WidgetField.text("columns.aggregate_interval." + i, period));
            }
        });
    }

    private void thresholds(String list, int i, List<Threshold> thresholds, List<WidgetField> fields) {
        for (int k = 0; k < thresholds.size(); k++) {
            fields.add(WidgetField.text(
                    names.property(list, i, "color", k), thresholds.get(k).color()));
            fields.add(WidgetField.text(
                    names.property(list, i, "threshold", k),
                    number(thresholds.get(k).from())));
        }
    }

    private void honeycomb(View.Honeycomb honeycomb, List<WidgetField> fields) {
        groups(honeycomb.hostGroups(), fields);
        for (int k = 0; k < honeycomb.items().size(); k++) {
            fields.add(WidgetField.text("items." + k, honeycomb.items().get(k)));
        }
        fields.add(WidgetField.integer("secondary_label_decimal_places", 0));
        fields.add(WidgetField.integer("interpolation", ONE_COLOR_PER_RANGE));
        for (int k = 0; k < honeycomb.thresholds().size(); k++) {
            Threshold threshold = honeycomb.thresholds().get(k);
            fields.add(WidgetField.text("thresholds." + k + ".color", threshold.color()));
            fields.add(WidgetField.text("thresholds." + k + ".threshold", number(threshold.from())));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%s", value);
    }

    /** What the front end calls the widget. */
    String type(View view) {
        Map<Class<?>, String> types = Map.of(
                View.Value.class, "item",
                View.Graph.class, "svggraph",
                View.HostTable.class, "tophosts",
                View.Problems.class, "problems",
                View.Honeycomb.class, "honeycomb");
        return view instanceof View.Module module ? module.type() : types.get(view.getClass());
    }
}
