package org.moodlefleet.service.command.terminal;

import static org.moodlefleet.service.command.message.CommandLanguage.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Documents as rows, each column as wide as what stands in it. */
final class Table {

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<Column> columns, Iterable<JsonNode> documents) {
        this.columns = columns;
        rows.add(columns.stream().map(column -> say(column.heading())).toList());
        documents.forEach(document ->
                rows.add(columns.stream().map(column -> shown(column, document)).toList()));
    }

    void print(PrintWriter out) {
        int[] widths = new int[columns.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String room = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : GAP).append(columns.get(i).number() ? room + cell : cell + room);
        }
        return line.toString().stripTrailing();
    }

    /** What a client named itself may not move the terminal's cursor. */
    private static String shown(Column column, JsonNode document) {
        String cell = column.cell().apply(document);
        return cell.isEmpty() ? "-" : cell.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]", "?");
    }

    /** Places that a terminal gives the text: none to accents of their own, two to East Asian letters. */
    static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    private static int width(int letter) {
        int type = Character.getType(letter);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(letter);
        boolean wide = script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL
                || letter >= 0xff01 && letter <= 0xff60
                || letter >= 0x1f300 && letter <= 0x1faff;
        return wide ? 2 : 1;
    }
}
