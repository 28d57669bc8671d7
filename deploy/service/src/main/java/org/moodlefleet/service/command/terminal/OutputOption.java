package org.moodlefleet.service.command.terminal;

import static org.moodlefleet.service.command.message.CommandMessage.HEADING_FIELD;
import static org.moodlefleet.service.command.message.CommandMessage.HEADING_VALUE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.moodlefleet.document.YamlText;
import picocli.CommandLine.Option;

/** {@code -o}: a table for people, or the answer's document for programs. */
public final class OutputOption {

    private enum Form {
        TABLE,
        JSON,
        YAML
    }

    private static final List<Column> FIELDS =
            List.of(Column.of(HEADING_FIELD, "/field"), Column.of(HEADING_VALUE, "/value"));

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, json or yaml (default: ${DEFAULT-VALUE})")
    private Form form;

    public boolean isTable() {
        return form == Form.TABLE;
    }

    /** @param rows of the table; the other forms have the document as it is */
    public void print(PrintWriter out, JsonNode document, List<Column> columns, Iterable<JsonNode> rows) {
        if (isTable()) {
            new Table(columns, rows).print(out);
        } else {
            out.print(text(document));
        }
        out.flush();
    }

    public void print(PrintWriter out, JsonNode documents, List<Column> columns) {
        print(out, documents, columns, documents);
    }

    /** One object: its fields one below the other. */
    public void print(PrintWriter out, JsonNode document) {
        List<JsonNode> rows = Mappers.flat(document).entrySet().stream()
                .<JsonNode>map(
                        field -> Mappers.JSON.valueToTree(Map.of("field", field.getKey(), "value", field.getValue())))
                .toList();
        print(out, document, FIELDS, rows);
    }

    private String text(JsonNode document) {
        try {
            return form == Form.JSON
                    ? Mappers.JSON.writeValueAsString(document) + System.lineSeparator()
                    : YamlText.of(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of the service cannot be written", e);
        }
    }
}
