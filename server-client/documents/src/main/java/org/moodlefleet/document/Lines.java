package org.moodlefleet.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return pointer.isEmpty()
                ? within(0, written)
                : within(of(Set.of(pointer)).get(pointer), written);
    }

    /**
     * Reads the document once, however many are asked for.
     *
     * @return the same of each pointer, the document's first line for those of which nothing is written
     */
    Map<String, Integer> of(Set<String> pointers) {
        Set<String> wanted = new HashSet<>(pointers);
        pointers.forEach(pointer -> wanted.addAll(holders(pointer)));
        Map<String, Integer> begins = begins(wanted);
        return pointers.stream().collect(Collectors.toMap(Function.identity(), pointer -> nearest(pointer, begins)));
    }

    private static int nearest(String pointer, Map<String, Integer> begins) {
        return Stream.concat(Stream.of(pointer), holders(pointer).stream())
                .filter(begins::containsKey)
                .findFirst()
                .map(begins::get)
                .orElse(0);
    }

    /** What should hold the field, from the inside outwards: the document as a whole, with an empty pointer, is last. */
    private static List<String> holders(String pointer) {
        List<String> holders = new ArrayList<>();
        for (String place = pointer; !place.isEmpty(); ) {
            place = place.substring(0, place.lastIndexOf('/'));
            holders.add(place);
        }
        return holders;
    }

    /** The root begins with the first token: its path is empty, and so is the pointer. */
    private Map<String, Integer> begins(Set<String> pointers) {
        Map<String, Integer> begins = new HashMap<>();
        try (JsonParser parser = mapper.getFactory().createParser(text)) {
            while (begins.size() < pointers.size() && parser.nextToken() != null) {
                String here = parser.getParsingContext().pathAsPointer().toString();
                if (pointers.contains(here)) {
                    begins.putIfAbsent(here, parser.currentTokenLocation().getLineNr());
                }
            }
            return begins;
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
