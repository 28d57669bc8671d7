package org.moodlefleet.consolidation.dashboard;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.CellsDocument;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.ColumnDocument;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.GraphDocument;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.LineDocument;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.TableDocument;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.ThresholdDocument;
import org.moodlefleet.consolidation.dashboard.DashboardDocument.WidgetDocument;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Language;
import org.moodlefleet.document.Localized;
import org.moodlefleet.zabbix.dashboard.View;

/** Widgets of a document for one subject: keys become items of its host, texts those of its language. */
final class WidgetViews {

    private static final String MACRO = "{#";
    /** Told apart on light and dark; neither the red of failures nor the grey of another time. */
    private static final List<String> COLORS =
            List.of("3B82C4", "F0A830", "3A9D5D", "8E5FBF", "2AA6A6", "C2719B", "8C6D46", "7A86D6");

    private static final Localized INSTANCE = new Localized("Moodle", "Moodle");
    private static final Map<Language, String> LANGUAGES = Map.of(Language.EN, "English", Language.FR, "français");

    private final Subject subject;
    private final Language language;
    private final Function<Language, Items> items;

    WidgetViews(Subject subject, Function<Language, Items> items) {
        this.subject = subject;
        this.language = subject.language();
        this.items = items;
    }

    /** @return empty when it is about a value that the subject does not have */
    Optional<View.Named> of(WidgetDocument widget) {
        return view(widget).map(view -> new View.Named(widget.name().in(language), view));
    }

    private Optional<View> view(WidgetDocument widget) {
        if (widget.value() != null) {
            return Optional.of(value(widget));
        }
        if (widget.graph() != null) {
            return Optional.of(graph(widget.graph()));
        }
        if (widget.table() != null) {
            return Optional.of(table(widget.name(), widget.table()));
        }
        if (widget.problems() != null) {
            return Optional.of(new View.Problems(
                    subject.hostGroups(),
                    Objects.requireNonNullElse(widget.problems().most(), 25)));
        }
        if (widget.cells() != null) {
            return Optional.of(cells(widget.name(), widget.cells()));
        }
        if (widget.module() != null) {
            return Optional.of(new View.Module(
                    widget.module().type(),
                    subject.hostGroups(),
                    widget.module().settings(),
                    Optional.ofNullable(widget.otherwise()).flatMap(this::of)));
        }
        throw new InvalidValueException("", "shows nothing", "write value, graph, table, problems, cells or module");
    }

    private View value(WidgetDocument widget) {
        Integer decimals = widget.value().decimals();
        return new View.Value(
                new View.Item(subject.host(), groupKey(widget.value().group())),
                widget.name().in(language),
                decimals == null ? OptionalInt.empty() : OptionalInt.of(decimals),
                widget.value().units());
    }

    private static String groupKey(String name) {
        return "moodle.group[" + name + "]";
    }

    private View graph(GraphDocument graph) {
        return new View.Graph(lines(graph.lines()), graph.period(), graph.legend(), graph.fromZero());
    }

    private List<View.Line> lines(List<LineDocument> lines) {
        boolean sums = subject.size() * lines.size() <= View.Graph.MOST_ITEMS;
        if (lines.size() == 1 && lines.get(0).each() != null && coloured()) {
            return IntStream.range(0, subject.size())
                    .mapToObj(i -> ofInstance(lines.get(0), i))
                    .toList();
        }
        return lines.stream().map(line -> line(line, sums)).toList();
    }

    /** Whether each instance has a colour of its own, on all graphs the same: the front end's shades are hard to tell apart. */
    private boolean coloured() {
        return subject.size() > 1
                && subject.size() <= COLORS.size()
                && subject.instances().size() == subject.size();
    }

    private View.Line ofInstance(LineDocument line, int i) {
        List<String> host = List.of(subject.instances().get(i));
        return line(line, host, ofInstances(of -> pattern(line.each(), of)), COLORS.get(i), Optional.empty());
    }

    private View.Line line(LineDocument line, boolean sums) {
        if (line.each() != null) {
            return line(line, ofInstances(of -> pattern(line.each(), of)), Optional.empty());
        }
        if (line.sum() != null && sums) {
            return line(
                    line,
                    ofInstances(of -> pattern(line.sum().of(), of)),
                    Optional.of(new View.Sum(line.sum().every(), subject.size())));
        }
        return line(
                line,
                List.of(subject.visibleHost()),
                List.of(pattern(groupKey(line.group()), language)),
                line.color(),
                Optional.empty());
    }

    private View.Line line(LineDocument line, List<String> items, Optional<View.Sum> sum) {
        return line(line, subject.instances(), items, line.color(), sum);
    }

    private View.Line line(
            LineDocument line, List<String> hosts, List<String> items, String color, Optional<View.Sum> sum) {
        return new View.Line(
                hosts,
                items,
                sum,
                color,
                // of many lines each is named by its host and item
                line.label() == null || line.each() != null ? "" : line.label().in(language),
                View.Style.valueOf(line.style().name()),
                line.rightAxis(),
                Optional.ofNullable(line.shift()));
    }

    /** A table finds items by one name: hosts whose items are in another language have one of their own. */
    private View table(Localized name, TableDocument table) {
        if (subject.itemLanguages().size() == 1) {
            return table(table, subject.itemLanguages().get(0));
        }
        return new View.Stack(ofInstances(
                of -> new View.Named(name.in(language) + " (" + LANGUAGES.get(of) + ")", table(table, of))));
    }

    private View.HostTable table(TableDocument table, Language of) {
        // Zabbix turns the order of texts around: what is to be ascending would be descending
        if (!item(table.columns().get(table.sortedBy()).measure(), of).numeric()) {
            throw new InvalidValueException(
                    "sortedBy", "is a column of texts", "write the number of one whose measure is a number");
        }
        View.Column host = View.Column.host(INSTANCE.in(language));
        return new View.HostTable(
                subject.hostGroups(),
                Stream.concat(Stream.of(host), table.columns().stream().map(column -> column(column, of)))
                        .toList(),
                1 + table.sortedBy(),
                table.ascending(),
                table.most());
    }

    private View.Column column(ColumnDocument column, Language of) {
        Items.Item item = item(column.measure(), of);
        return new View.Column(
                column.name().in(language),
                Optional.of(item.name()),
                item.lookBack(),
                column.color() != null,
                Objects.requireNonNullElse(column.color(), ""),
                column.decimals(),
                thresholds(column.thresholds()));
    }

    private View cells(Localized name, CellsDocument cells) {
        return new View.Honeycomb(
                subject.hostGroups(),
                ofInstances(of -> item(cells.measure(), of).name()),
                thresholds(cells.thresholds()),
                table(name, cells.otherwise()));
    }

    private <T> List<T> ofInstances(Function<Language, T> one) {
        return subject.itemLanguages().stream().map(one).toList();
    }

    private static List<View.Threshold> thresholds(List<ThresholdDocument> thresholds) {
        return thresholds.stream()
                .map(threshold -> new View.Threshold(threshold.from(), threshold.color()))
                .toList();
    }

    /** A segment's items are called after the segment. */
    private String pattern(String key, Language of) {
        String name = item(key, of).name();
        int macro = name.indexOf(MACRO);
        return macro < 0 ? name : name.substring(0, macro) + "*";
    }

    private Items.Item item(String key, Language of) {
        return items.apply(of)
                .of(key)
                .orElseThrow(
                        () -> new InvalidValueException("", "no measure has the key " + key, "correct the dashboard"));
    }
}
