package org.moodlefleet.testbed.moodle.internal.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.moodlefleet.testbed.moodle.Plugin;

/** Reads the notation that the head of {@code tables.txt} explains, for one version. */
final class TableText {
    private static final Pattern COLUMN =
            Pattern.compile("(\\w+) (i|c|n|t)(\\d+)?(?:\\.(\\d+))?(\\?)?(?:=(\\S+))?(?: @(\\S+))?");
    private static final Pattern INDEX =
            Pattern.compile("(index|unique) (\\w+)\\(([\\w,]+)\\)( pattern)?(?: @(\\S+))?");

    private final String version;
    private final List<Table> tables = new ArrayList<>();
    private String[] head = {};
    private List<Column> columns = new ArrayList<>();
    private List<Index> indexes = new ArrayList<>();

    private TableText(String version) {
        this.version = version;
    }

    static List<Table> parse(List<String> lines, String version) {
        TableText text = new TableText(version);
        lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(text::line);
        text.endTable();
        return List.copyOf(text.tables);
    }

    private void line(String line) {
        if (line.startsWith("table ")) {
            endTable();
            head = line.split(" ");
        } else if (line.startsWith("  index ") || line.startsWith("  unique ")) {
            index(line.strip());
        } else {
            for (String column : line.strip().split(",\\s*")) {
                column(column);
            }
        }
    }

    private void endTable() {
        if (head.length > 0) {
            Optional<Plugin> plugin = head.length > 3 ? Optional.of(Plugin.named(head[3])) : Optional.empty();
            tables.add(new Table(head[1], head[2], plugin, columns, indexes));
            columns = new ArrayList<>();
            indexes = new ArrayList<>();
        }
    }

    private void column(String text) {
        Matcher parts = matched(COLUMN, text);
        if (concerns(parts.group(7))) {
            ColumnType type = type(parts.group(2), parts.group(3), parts.group(4));
            boolean nullable = parts.group(5) != null;
            Optional<String> initial = Optional.ofNullable(parts.group(6));
            boolean emptyByCustom = initial.isEmpty() && !nullable && type instanceof ColumnType.Characters;
            columns.add(new Column(parts.group(1), type, nullable, emptyByCustom ? Optional.of("") : initial));
        }
    }

    private static ColumnType type(String letter, String size, String scale) {
        return switch (letter) {
            case "i" -> new ColumnType.Whole(Integer.parseInt(size));
            case "c" -> new ColumnType.Characters(Integer.parseInt(size));
            case "n" -> new ColumnType.Decimal(Integer.parseInt(size), Integer.parseInt(scale));
            default -> new ColumnType.LongText();
        };
    }

    private void index(String text) {
        Matcher parts = matched(INDEX, text);
        if (concerns(parts.group(5))) {
            indexes.add(new Index(
                    parts.group(2),
                    parts.group(1).equals("unique"),
                    List.of(parts.group(3).split(",")),
                    parts.group(4) != null));
        }
    }

    private boolean concerns(String onlyIn) {
        return onlyIn == null || onlyIn.equals(version);
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not understood: " + text);
        }
        return matcher;
    }
}
