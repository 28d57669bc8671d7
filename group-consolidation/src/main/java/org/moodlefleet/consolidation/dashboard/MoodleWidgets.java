package org.moodlefleet.consolidation.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moodlefleet.zabbix.provisioning.plan.WidgetModule;
import org.moodlefleet.zabbix.provisioning.plan.Widgets;

/** The widgets of {@code templates/widgets}: which there are, and by what their files are recognised. */
public final class MoodleWidgets {

    public static final List<WidgetModule> ALL = List.of(
            widget("moodle_heatmap", ".moodle-heatmap"),
            widget("moodle_statusgrid", ".moodle-statusgrid"),
            widget("moodle_distribution", ".moodle-distribution"),
            widget("moodle_correlation", ".moodle-correlation"));

    private MoodleWidgets() {}

    /** @param setting {@code zabbix.provisioning.widgets}; null leaves the front end's widgets alone */
    public static Optional<Widgets> asWanted(Boolean setting) {
        return Optional.ofNullable(setting).map(wanted -> new Widgets(ALL, wanted));
    }

    private static WidgetModule widget(String id, String style) {
        return new WidgetModule(
                id,
                Map.of(
                        id + "/assets/css/" + id + ".css",
                        style,
                        "moodle_charts/assets/css/moodle_charts.css",
                        ".moodle-chart"));
    }
}
