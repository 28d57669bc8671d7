package org.moodlefleet.service.command.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.moodlefleet.document.Message;

/**
 * A column of a table of documents.
 *
 * @param number whether it is set flush right
 * @param cell what it shows of a document, empty for nothing
 */
public record Column(Message heading, boolean number, Function<JsonNode, String> cell) {

    /** @param pointer JSON pointer of the field */
    public static Column of(Message heading, String pointer) {
        return new Column(heading, false, at(pointer));
    }

    /** @param pointer JSON pointer of the field */
    public static Column number(Message heading, String pointer) {
        return new Column(heading, true, at(pointer));
    }

    private static Function<JsonNode, String> at(String pointer) {
        return document -> {
            JsonNode value = document.at(pointer);
            return value.isNull() ? "" : Mappers.text(value);
        };
    }
}
