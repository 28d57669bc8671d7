package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.HAS_LONG_KEY;
import static org.moodlefleet.document.DocumentMessage.HAS_LONG_LINE;
import static org.moodlefleet.document.DocumentMessage.HAS_LONG_VALUE;
import static org.moodlefleet.document.DocumentMessage.HAS_TOO_MANY_VALUES;
import static org.moodlefleet.document.DocumentMessage.IS_NESTED_TOO_DEEPLY;
import static org.moodlefleet.document.DocumentMessage.IS_TOO_LONG;
import static org.moodlefleet.document.DocumentMessage.WRITE_A_SHORTER_ONE;
import static org.moodlefleet.document.DocumentMessage.WRITE_FEWER_CHARACTERS;
import static org.moodlefleet.document.DocumentMessage.WRITE_FEWER_LEVELS;
import static org.moodlefleet.document.DocumentMessage.WRITE_FEWER_VALUES;
import static org.moodlefleet.document.DocumentMessage.WRITE_SHORTER_LINES;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** How large a document may be, whoever wrote it: a larger one is refused before it is understood. */
final class Extent {

    /** Brackets, keys and values together; a fleet of ten thousand instances has fewer. */
    static final int MOST_TOKENS = 1_000_000;

    /** Lists and mappings within one another. */
    static final int DEEPEST = 64;

    /** Characters of a key. */
    static final int LONGEST_KEY = 256;

    /** Characters of a text. */
    static final int LONGEST_TEXT = 64 << 10;

    /** Characters of a line of YAML, whose parser takes the square of the time for a text on one line. */
    static final int LONGEST_LINE = 1 << 20;

    /** Characters of a whole YAML document. */
    static final int LONGEST_DOCUMENT = 16 << 20;

    static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxTokenCount(MOST_TOKENS)
            .maxNestingDepth(DEEPEST)
            .maxNameLength(LONGEST_KEY)
            .build();

    private Extent() {}

    /** Whether the text has a line that only JSON may have, as programs write it. */
    static boolean hasLongLine(String text) {
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            if (end - begin > LONGEST_LINE) {
                return true;
            }
            begin = end + 1;
        }
        return text.length() - begin > LONGEST_LINE;
    }

    static Violation longLine() {
        return new Violation("", HAS_LONG_LINE, WRITE_SHORTER_LINES.with(LONGEST_LINE));
    }

    /** The parser met a bound of {@link #CONSTRAINTS}. */
    static Violation exceeded(StreamConstraintsException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Document nesting depth")) {
            return new Violation("", IS_NESTED_TOO_DEEPLY, WRITE_FEWER_LEVELS.with(DEEPEST));
        } else if (message.startsWith("Token count")) {
            return new Violation("", HAS_TOO_MANY_VALUES, WRITE_FEWER_VALUES.with(MOST_TOKENS));
        }
        return message.startsWith("Name length") ? longKey("") : new Violation("", HAS_LONG_VALUE, WRITE_A_SHORTER_ONE);
    }

    private static Violation longKey(String pointer) {
        return new Violation(pointer, HAS_LONG_KEY, WRITE_FEWER_CHARACTERS.with(LONGEST_KEY));
    }

    /** The first key or text that is too long: the parser of YAML knows no such bound. */
    static Optional<Violation> tooLong(JsonNode tree) {
        return tooLong(tree, "");
    }

    private static Optional<Violation> tooLong(JsonNode node, String pointer) {
        if (node.isTextual() && node.textValue().length() > LONGEST_TEXT) {
            return Optional.of(new Violation(pointer, IS_TOO_LONG, WRITE_FEWER_CHARACTERS.with(LONGEST_TEXT)));
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().length() > LONGEST_KEY) {
                return Optional.of(longKey(pointer));
            }
            Optional<Violation> inside = inside(member.getValue(), pointer, Pointers.step(member.getKey()));
            if (inside.isPresent()) {
                return inside;
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<Violation> inside = inside(node.get(i), pointer, "/" + i);
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    /** Most values are short scalars, for which no pointer is made. */
    private static Optional<Violation> inside(JsonNode node, String pointer, String step) {
        return node.isContainerNode() || node.isTextual() && node.textValue().length() > LONGEST_TEXT
                ? tooLong(node, pointer + step)
                : Optional.empty();
    }
}
