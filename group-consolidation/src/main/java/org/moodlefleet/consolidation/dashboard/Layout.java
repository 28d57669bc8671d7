package org.moodlefleet.consolidation.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.Condition;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.PageDocument;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.RowDocument;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.WidgetDocument;
import org.moodlefleet.document.Language;
import org.moodlefleet.zabbix.dashboard.Dashboard;
import org.moodlefleet.zabbix.dashboard.Dashboard.Page;
import org.moodlefleet.zabbix.dashboard.Dashboard.Place;
import org.moodlefleet.zabbix.dashboard.Dashboard.Widget;
import org.moodlefleet.zabbix.dashboard.View;

/** Places the parts of a document that hold for a subject, row below row. */
final class Layout {

    private final Subject subject;
    private final WidgetViews views;

    Layout(Subject subject, Function<Language, Items> items) {
        this.subject = subject;
        this.views = new WidgetViews(subject, items);
    }

    Dashboard dashboard(DashboardDocument document) {
        return new Dashboard(
                document.nameOf(subject.name(), subject.language()),
                document.pages().stream()
                        .filter(page -> holds(page.when()))
                        .map(this::page)
                        .filter(page -> !page.widgets().isEmpty())
                        .toList());
    }

    private Page page(PageDocument page) {
        List<Widget> widgets = new ArrayList<>();
        int y = 0;
        for (RowDocument row : page.rows()) {
            List<Filled> filled = holds(row.when()) ? fill(row) : List.of();
            if (!filled.isEmpty()) {
                int height = height(row);
                place(filled, y, height, widgets);
                y += height;
            }
        }
        return new Page(page.name().in(subject.language()), widgets);
    }

    /** Headline and heads are a row and a half, instances half a row each. */
    private int height(RowDocument row) {
        int needed = (4 + subject.size()) / 2;
        return row.perInstance() ? Math.min(row.height(), needed) : row.height();
    }

    private record Filled(WidgetDocument document, View.Named shown) {}

    private List<Filled> fill(RowDocument row) {
        List<Filled> filled = new ArrayList<>();
        for (WidgetDocument widget : row.widgets()) {
            Optional<View.Named> shown = holds(widget.when()) ? views.of(widget) : Optional.empty();
            shown.ifPresent(found -> filled.add(new Filled(widget, found)));
        }
        return filled;
    }

    /** What is left out leaves its width to those that have none of their own, and to the last. */
    private void place(List<Filled> filled, int y, int height, List<Widget> widgets) {
        int fixed = filled.stream()
                .map(one -> one.document().width())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
        long open =
                filled.stream().filter(one -> one.document().width() == null).count();
        int x = 0;
        for (int i = 0; i < filled.size(); i++) {
            Integer own = filled.get(i).document().width();
            int width = own == null ? (int) ((Dashboard.COLUMNS - fixed) / open) : own;
            if (i == filled.size() - 1) {
                width = Dashboard.COLUMNS - x;
            }
            widgets.add(new Widget(
                    filled.get(i).shown().name(),
                    new Place(x, y, width, height),
                    filled.get(i).shown().view()));
            x += width;
        }
    }

    private boolean holds(Condition condition) {
        return condition == null
                || (condition.template() == null || subject.templates().contains(condition.template()))
                        && (condition.courses() == null || condition.courses() == subject.courses())
                        && (condition.several() == null || condition.several() == subject.several());
    }
}
