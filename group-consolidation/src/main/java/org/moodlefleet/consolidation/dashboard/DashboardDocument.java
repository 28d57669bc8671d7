package org.moodlefleet.consolidation.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.zabbix.names.NameLimit;

/**
 * A dashboard as {@code templates/dashboards} declares it, for any tenant, group or fleet.
 *
 * @param name what follows the name of whom it is about
 */
record DashboardDocument(Localized name, List<PageDocument> pages) {

    DashboardDocument {
        if (name == null || pages == null || pages.isEmpty()) {
            throw new InvalidValueException("", "is incomplete", "write name and pages");
        }
        pages = List.copyOf(pages);
    }

    /** Name of the dashboard about a subject. */
    String nameOf(String subject, Language language) {
        return NameLimit.DASHBOARD.fit(subject + " - " + name.in(language));
    }

    /** @param when only if this holds; left out: always */
    record PageDocument(Localized name, Condition when, List<RowDocument> rows) {
        PageDocument {
            if (name == null || rows == null) {
                throw new InvalidValueException("", "is incomplete", "write name and rows");
            }
            rows = List.copyOf(rows);
        }
    }

    /**
     * Widgets side by side; those without a width share what the others leave.
     *
     * @param height the most it may have
     * @param perInstance whether it is only as high as tables with a line for each instance need
     */
    record RowDocument(Integer height, Boolean perInstance, Condition when, List<WidgetDocument> widgets) {
        RowDocument {
            if (height == null || widgets == null || widgets.isEmpty()) {
                throw new InvalidValueException("", "is incomplete", "write height (in rows of 70 pixels) and widgets");
            }
            perInstance = Objects.requireNonNullElse(perInstance, false);
            widgets = List.copyOf(widgets);
        }
    }

    /**
     * One of value, graph, table, problems, cells and module.
     *
     * @param module a widget of {@code templates/widgets}, where the server has it; {@code otherwise} in its place
     */
    record WidgetDocument(
            Localized name,
            Integer width,
            Condition when,
            ValueDocument value,
            GraphDocument graph,
            TableDocument table,
            ProblemsDocument problems,
            CellsDocument cells,
            ModuleDocument module,
            WidgetDocument otherwise) {
        WidgetDocument {
            if (name == null) {
                throw new InvalidValueException("name", "is missing", "write one, with en and fr");
            }
        }
    }

    /** When a part is shown. */
    record Condition(String template, Boolean courses, Boolean several) {}

    /**
     * @param group name within {@code moodle.group[...]}, at the subject's host
     * @param units whether its unit is shown; left out: not, where the headline says what is counted
     */
    record ValueDocument(String group, Integer decimals, Boolean units) {
        ValueDocument {
            units = Objects.requireNonNullElse(units, false);
            if (group == null) {
                throw new InvalidValueException("group", "is missing", "write the name of a group's measure");
            }
        }
    }

    record GraphDocument(String period, Boolean legend, Boolean fromZero, List<LineDocument> lines) {
        GraphDocument {
            if (period == null || lines == null || lines.isEmpty()) {
                throw new InvalidValueException("", "is incomplete", "write period, such as 30d, and lines");
            }
            legend = Objects.requireNonNullElse(legend, true);
            fromZero = Objects.requireNonNullElse(fromZero, true);
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param group name of a group's measure, at the subject's host
     * @param sum how a graph makes the same of the members' values: these may be older than the group
     * @param each key of a measure of which every instance, or every segment, gets a line
     */
    record LineDocument(
            String group,
            SumDocument sum,
            String each,
            Localized label,
            String color,
            Style style,
            Boolean rightAxis,
            String shift) {

        /** As in {@code View.Style}. */
        enum Style {
            LINE,
            AREA,
            STEPS,
            BARS
        }

        LineDocument {
            if (color == null || !color.matches("[0-9A-F]{6}")) {
                throw new InvalidValueException(
                        "color", "is no colour", "write six hexadecimal digits, such as 3B82C4");
            }
            style = Objects.requireNonNullElse(style, Style.LINE);
            rightAxis = Objects.requireNonNullElse(rightAxis, false);
            if ((group == null) == (each == null)) {
                throw new InvalidValueException("", "needs one of group and each", "write either");
            }
            if (sum != null && group == null) {
                throw new InvalidValueException("sum", "is of no group", "write group as well");
            }
        }
    }

    /**
     * @param of key of the measure whose values are added up
     * @param every the time in which each member has one value, such as {@code 1d}
     */
    record SumDocument(String of, String every) {
        SumDocument {
            if (of == null || every == null) {
                throw new InvalidValueException("", "is incomplete", "write of and every, such as 1d");
            }
        }
    }

    record TableDocument(Integer most, Integer sortedBy, Boolean ascending, List<ColumnDocument> columns) {
        TableDocument {
            if (columns == null || columns.isEmpty()) {
                throw new InvalidValueException("columns", "are missing", "write at least one");
            }
            most = Objects.requireNonNullElse(most, 20);
            sortedBy = Objects.requireNonNullElse(sortedBy, 0);
            if (sortedBy < 0 || sortedBy >= columns.size()) {
                throw new InvalidValueException("sortedBy", "is no column", "write its number, the first is 0");
            }
            ascending = Objects.requireNonNullElse(ascending, false);
            columns = List.copyOf(columns);
        }
    }

    record ColumnDocument(
            Localized name, String measure, String color, Integer decimals, List<ThresholdDocument> thresholds) {
        ColumnDocument {
            if (name == null || measure == null) {
                throw new InvalidValueException("", "is incomplete", "write name and measure");
            }
            decimals = Objects.requireNonNullElse(decimals, 0);
            thresholds = List.copyOf(Objects.requireNonNullElse(thresholds, List.of()));
        }
    }

    record ThresholdDocument(Double from, String color) {}

    record ProblemsDocument(Integer most) {}

    record CellsDocument(String measure, List<ThresholdDocument> thresholds, TableDocument otherwise) {
        CellsDocument {
            thresholds = List.copyOf(Objects.requireNonNullElse(thresholds, List.of()));
        }
    }

    record ModuleDocument(String type, Map<String, Object> settings) {
        ModuleDocument {
            settings = Map.copyOf(Objects.requireNonNullElse(settings, Map.of()));
        }
    }
}
