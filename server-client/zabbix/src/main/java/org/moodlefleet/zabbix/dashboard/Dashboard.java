package org.moodlefleet.zabbix.dashboard;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moodlefleet.zabbix.names.NameLimit;

/**
 * A dashboard as it should be looked at.
 *
 * @param name unique in Zabbix, at most 255 characters
 * @param pages at least one, 50 at most
 */
public record Dashboard(String name, List<Page> pages) {

    /** Columns of the grid that widgets are placed on, whatever the server's own grid has. */
    public static final int COLUMNS = 24;

    public Dashboard {
        pages = List.copyOf(pages);
        NameLimit.DASHBOARD.check("dashboard", name);
        if (pages.isEmpty()) {
            throw new IllegalArgumentException("a dashboard needs a page: " + name);
        }
    }

    /** Items whose values it shows by themselves. */
    public Set<View.Item> items() {
        return views(View.Value.class).map(View.Value::item).collect(Collectors.toSet());
    }

    /** Names of the host groups that it is about. */
    public Set<String> hostGroups() {
        return Stream.of(
                        views(View.HostTable.class).map(View.HostTable::hostGroups),
                        views(View.Problems.class).map(View.Problems::hostGroups),
                        views(View.Honeycomb.class).map(View.Honeycomb::hostGroups),
                        views(View.Module.class).map(View.Module::hostGroups))
                .flatMap(groups -> groups)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    /** Types of the modules' widgets that it has where it can. */
    public Set<String> modules() {
        return views(View.Module.class).map(View.Module::type).collect(Collectors.toSet());
    }

    private <V extends View> Stream<V> views(Class<V> type) {
        return pages.stream()
                .flatMap(page -> page.widgets().stream())
                .map(Widget::view)
                .flatMap(view -> view instanceof View.Stack stack
                        ? stack.views().stream().map(View.Named::view)
                        : Stream.of(view))
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** @param name shown on the page's tab, may be empty */
    public record Page(String name, List<Widget> widgets) {
        public Page {
            widgets = List.copyOf(widgets);
        }
    }

    /** @param name the headline, may be empty: then Zabbix writes what kind of widget it is */
    public record Widget(String name, Place place, View view) {}

    /**
     * Where a widget is.
     *
     * @param x column of {@link #COLUMNS}, from 0 on
     * @param y row of about 70 pixels, from 0 on
     * @param height at least 2: lower ones are not drawn by Zabbix 6.0
     */
    public record Place(int x, int y, int width, int height) {
        public Place {
            if (x < 0 || y < 0 || width < 1 || height < 2 || x + width > COLUMNS || y + height > 64) {
                throw new IllegalArgumentException(
                        "no place on a dashboard: " + x + "," + y + "," + width + "," + height);
            }
        }
    }
}
