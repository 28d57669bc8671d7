package org.moodlefleet.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Finds the lines of a document's fields: a bound tree has lost them. */
final class Lines {

    private final ObjectMapper mapper;
    private final String text;

    Lines(ObjectMapper mapper, String text) {
        this.mapper = mapper;
        this.text = text;
    }

    /**
     * @param written what stands on the line, empty for the line on which the field begins
     * @return from 1: of the field; where that is not written, of what should hold it; 0 for the document as a whole
     */
    int of(String pointer, String written) {
        String place = pointer;
        int line = 0;
        while (line == 0 && !place.isEmpty()) {
            line = begin(place);
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return line == 0 && !pointer.isEmpty() ? begin("") : within(line, written);
    }

    /** The root begins with the first token: its path is empty, and so is the pointer. */
    private int begin(String pointer) {
        try (JsonParser parser = mapper.getFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.getParsingContext().pathAsPointer().toString().equals(pointer)) {
                    return parser.currentTokenLocation().getLineNr();
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("parsed a moment ago", e);
        }
    }

    private int within(int line, String written) {
        if (line == 0 || written.isEmpty()) {
            return line;
        }
        List<String> lines = text.lines().toList();
        for (int i = line - 1; i < lines.size(); i++) {
            if (lines.get(i).contains(written)) {
                return i + 1;
            }
        }
        return line;
    }
}
