package org.moodlefleet.zabbix.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a widget shows. Colours are six hexadecimal digits. */
public sealed interface View {

    /**
     * The last value of one item, large.
     *
     * @param caption above it, in lines that a narrow widget has room for
     * @param units whether the item's unit is shown
     */
    record Value(Item item, String caption, OptionalInt decimals, boolean units) implements View {}

    /**
     * Values over time.
     *
     * @param period up to now, such as {@code 30d}
     * @param legend whether the lines are named below
     * @param fromZero whether the left axis begins at 0
     */
    record Graph(List<Line> lines, String period, boolean legend, boolean fromZero) implements View {

        /** The front end takes no more items than these for one graph, over all its lines. */
        public static final int MOST_ITEMS = 50;

        public Graph {
            lines = List.copyOf(lines);
        }
    }

    /** A row for each host of the groups; those that have no item of the sorting column are left out. */
    record HostTable(List<String> hostGroups, List<Column> columns, int sortedBy, boolean ascending, int most)
            implements View {
        public HostTable {
            hostGroups = List.copyOf(hostGroups);
            columns = List.copyOf(columns);
        }
    }

    /** Problems of the groups' hosts, the newest first. */
    record Problems(List<String> hostGroups, int most) implements View {
        public Problems {
            hostGroups = List.copyOf(hostGroups);
        }
    }

    /** One below the other in one place, with headlines of their own. */
    record Stack(List<Named> views) implements View {
        public Stack {
            views = List.copyOf(views);
        }
    }

    /** A cell for each item of these names, from Zabbix 7.0 on; before, what stands in its place. */
    record Honeycomb(List<String> hostGroups, List<String> items, List<Threshold> thresholds, View otherwise)
            implements View {
        public Honeycomb {
            hostGroups = List.copyOf(hostGroups);
            items = List.copyOf(items);
            thresholds = List.copyOf(thresholds);
        }
    }

    /**
     * A widget of a module.
     *
     * @param settings its own fields by their names: integers and texts
     * @param otherwise what stands in its place where the front end does not have it; empty: nothing
     */
    record Module(String type, List<String> hostGroups, Map<String, Object> settings, Optional<Named> otherwise)
            implements View {
        public Module {
            hostGroups = List.copyOf(hostGroups);
            settings = Map.copyOf(settings);
        }
    }

    /** @param name the headline */
    record Named(String name, View view) {}

    /** An item by the names of its host and itself. */
    record Item(String host, String key) {}

    /** How a line of a graph is drawn. */
    enum Style {
        LINE,
        AREA,
        STEPS,
        BARS
    }

    /**
     * Lines of the items that these patterns match.
     *
     * @param hosts patterns of hosts' visible names, {@code *} stands for any text
     * @param items names of the items
     * @param sum one line for all of the items; empty: a line for each
     * @param label in the legend, where the server can; else it writes the names of host and item
     * @param shift how long before it is shown, such as {@code 30d}
     */
    record Line(
            List<String> hosts,
            List<String> items,
            Optional<Sum> sum,
            String color,
            String label,
            Style style,
            boolean rightAxis,
            Optional<String> shift) {
        public Line {
            hosts = List.copyOf(hosts);
            items = List.copyOf(items);
        }
    }

    /**
     * What the values of all items of a line add up to.
     *
     * @param every in each such time, as {@code 1d}
     * @param items how many they are
     */
    record Sum(String every, int items) {}

    /**
     * @param item name of the items; empty: the host's name
     * @param lookBack how old the last value may be, such as {@code 40d}; empty: as old as Zabbix shows values at all,
     *     which is a day unless its administrator has changed it
     */
    record Column(
            String name,
            Optional<String> item,
            Optional<String> lookBack,
            boolean bar,
            String color,
            int decimals,
            List<Threshold> thresholds) {
        public Column {
            thresholds = List.copyOf(thresholds);
        }

        /** The names of the hosts. */
        public static Column host(String name) {
            return new Column(name, Optional.empty(), Optional.empty(), false, "", 0, List.of());
        }
    }

    /** From this value on, this colour. */
    record Threshold(double from, String color) {}
}
