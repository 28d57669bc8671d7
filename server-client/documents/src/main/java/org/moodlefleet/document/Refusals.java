package org.moodlefleet.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what Jackson found wrong in the words of whoever wrote the document. */
final class Refusals {

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'");
    private static final String INDENTATION =
            "look at the indentation, colons and quotes of this line and of those before it";

    private static final int LONGEST_QUOTED = 100;

    private Refusals() {}

    /** The text is no document at all. */
    static Violation syntax(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException bound) {
            return Extent.exceeded(bound);
        }
        if (e.getCause() instanceof WrittenYaml.Unread unread) {
            return unread.violation();
        }
        String message = Objects.requireNonNullElse(e.getOriginalMessage(), "cannot be read");
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.lookingAt()) {
            String pointer = e.getProcessor() instanceof JsonParser parser
                    ? parser.getParsingContext().pathAsPointer().toString()
                    : "";
            return new Violation(pointer, quoted(duplicate.group(1)) + " stands twice", "write it once");
        }
        // the YAML reader says what it was at and what it found there, each followed by lines that show the place
        List<String> said =
                message.lines().filter(line -> !line.startsWith(" ")).toList();
        String problem = said.isEmpty() ? "cannot be read" : String.join(", ", said);
        return new Violation("", problem, e.getProcessor() instanceof YAMLParser ? INDENTATION : "");
    }

    /** A value does not fit the record. */
    static Violation value(JsonMappingException e) {
        String pointer = pointer(e);
        if (e.getCause() instanceof InvalidValueException invalid) {
            Violation violation = invalid.violation();
            return new Violation(pointer + violation.pointer(), violation.problem(), violation.hint());
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            List<String> known = Arrays.stream(format.getTargetType().getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .toList();
            String written = String.valueOf(format.getValue());
            return new Violation(pointer, quoted(written) + " is none of its values", Suggestion.among(written, known));
        }
        if (e instanceof MismatchedInputException mismatch) {
            return mismatch(pointer, mismatch);
        }
        return new Violation(pointer, firstLine(e.getOriginalMessage()), "");
    }

    private static Violation mismatch(String pointer, MismatchedInputException e) {
        Class<?> wanted = Objects.requireNonNullElse(e.getTargetType(), Object.class);
        if (Collection.class.isAssignableFrom(wanted)) {
            return new Violation(pointer, "is no list", "write one entry a line that begins with '- ', or [one, two]");
        }
        if (wanted == Integer.class || wanted == int.class || wanted == Long.class || wanted == long.class) {
            return new Violation(pointer, "is no whole number", "write digits, without quotes");
        }
        if (Number.class.isAssignableFrom(wanted) || wanted == double.class) {
            return new Violation(pointer, "is no number", "write digits, such as 0.5, without quotes");
        }
        if (wanted == Boolean.class || wanted == boolean.class) {
            return new Violation(pointer, "is neither true nor false", "write one of them, without quotes");
        }
        if (wanted == String.class) {
            return new Violation(pointer, "is no text", "write a text, in quotes");
        }
        if (wanted.isRecord()) {
            String names = Arrays.stream(wanted.getRecordComponents())
                    .map(component -> component.getName() + ": ...")
                    .collect(Collectors.joining(", "));
            return new Violation(pointer, "is no mapping", "write {" + names + "}");
        }
        if (Map.class.isAssignableFrom(wanted)) {
            return new Violation(pointer, "is no mapping", "write one 'name: value' a line");
        }
        return new Violation(pointer, firstLine(e.getOriginalMessage()), "");
    }

    /** Enough of it to be found. */
    private static String quoted(String written) {
        return "'" + (written.length() > LONGEST_QUOTED ? written.substring(0, LONGEST_QUOTED) + "..." : written) + "'";
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()))
                .map(Pointers::step)
                .collect(Collectors.joining());
    }

    /** Jackson's messages go on for lines and name our classes; the first line says what is wrong. */
    private static String firstLine(String message) {
        String line = Objects.requireNonNullElse(message, "cannot be read")
                .lines()
                .findFirst()
                .orElse("cannot be read");
        return line.replaceAll("`?(?:java|org)\\.[\\w.$]+\\.(\\w+)`?", "$1");
    }
}
