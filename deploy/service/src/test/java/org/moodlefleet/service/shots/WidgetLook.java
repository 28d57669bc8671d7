package org.moodlefleet.service.shots;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.moodlefleet.service.browser.Browser;

/**
 * A widget as it is drawn.
 *
 * @param columns heads of its table, as written
 * @param emptyColumns those without a value in any row
 * @param legend names of a graph's lines, whole even where the page cuts them
 * @param drawn whether a graph of its has something between its axes; true for all else
 */
record WidgetLook(
        String headline,
        String text,
        boolean error,
        List<String> columns,
        List<String> emptyColumns,
        List<String> legend,
        boolean drawn) {

    private static final String LOOK = """
            const shapes = ':is(path[d]:not([d=""]), polygon, polyline, circle, rect)';
            const draws = graph => ['line', 'area', 'bar', 'points'].some(kind =>
              graph.querySelector(`${shapes}[class*=svg-graph-${kind}-], [class*=svg-graph-${kind}-] ${shapes}`));
            return [...document.querySelectorAll('.dashboard-grid-widget')].map(widget => {
              const texts = cells => [...cells].flatMap(cell => Array(cell.colSpan).fill(cell.textContent.trim()));
              const table = widget.querySelector('table.list-table');
              const heads = table ? texts(table.querySelectorAll('thead th')) : [];
              const columns = [...new Set(heads)];
              const rows = table ? [...table.querySelectorAll('tbody tr')].map(row => texts(row.children)) : [];
              const full = rows.filter(row => row.length === heads.length);
              // a bar has a cell beside that of its value
              const empty = head => full.every(row => row.every((text, i) => heads[i] !== head || text === ''));
              const graph = widget.querySelector('svg.svg-graph');
              const body = widget.querySelector('.dashboard-grid-widget-contents, .dashboard-grid-widget-content') || widget;
              return {
                headline: widget.querySelector('h4')?.textContent.trim() ?? '',
                text: body.innerText.trim(),
                error: widget.querySelector('.msg-bad, .dashboard-widget-error') !== null,
                columns,
                emptyColumns: full.length ? columns.filter(head => head && empty(head)) : [],
                legend: [...widget.querySelectorAll('[class^=svg-graph-legend] > div')].map(item => item.textContent.trim()),
                drawn: !graph || draws(graph),
              };
            });
            """;

    /** As English and French front ends write it, and our own widgets. */
    private static final Pattern NO_DATA = Pattern.compile(
            "^(No data( found| yet)?|Pas de données|Aucune donnée( trouvée| disponible)?"
                    + "|Pas encore de données|No instances|Aucune instance)\\.?$",
            Pattern.MULTILINE);

    private static final Pattern NO_PERMISSIONS = Pattern.compile("No permissions to|Aucune permission pour");

    /** Of PHP, were it configured to show them, as the packages' is not in a server's log. */
    private static final Pattern NOTICE = Pattern.compile(
            "Undefined (index|variable|offset|property|array key)|Fatal error|\\.php:\\d+|on line \\d+");

    /** The widgets of the page that is open. */
    static List<WidgetLook> all(Browser browser) {
        List<WidgetLook> looks = new ArrayList<>();
        browser.script(LOOK)
                .forEach(widget -> looks.add(new WidgetLook(
                        widget.path("headline").asText(),
                        widget.path("text").asText(),
                        widget.path("error").asBoolean(),
                        texts(widget.path("columns")),
                        texts(widget.path("emptyColumns")),
                        texts(widget.path("legend")),
                        widget.path("drawn").asBoolean())));
        return looks;
    }

    /** What must never be, whatever there is to show. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (error || NOTICE.matcher(text).find()) {
            faults.add("an error: " + text.lines().findFirst().orElse(""));
        }
        if (NO_PERMISSIONS.matcher(text).find()) {
            faults.add("no permissions");
        }
        return faults;
    }

    /** Whether there is no value in it, nor a point of a graph. */
    boolean blank() {
        return !drawn || NO_DATA.matcher(text).find();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
