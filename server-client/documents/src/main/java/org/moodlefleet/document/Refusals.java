package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.CANNOT_BE_READ;
import static org.moodlefleet.document.DocumentMessage.IS_NEITHER_TRUE_NOR_FALSE;
import static org.moodlefleet.document.DocumentMessage.IS_NONE_OF_ITS_VALUES;
import static org.moodlefleet.document.DocumentMessage.IS_NO_LIST;
import static org.moodlefleet.document.DocumentMessage.IS_NO_MAPPING;
import static org.moodlefleet.document.DocumentMessage.IS_NO_NUMBER;
import static org.moodlefleet.document.DocumentMessage.IS_NO_TEXT;
import static org.moodlefleet.document.DocumentMessage.IS_NO_WHOLE_NUMBER;
import static org.moodlefleet.document.DocumentMessage.LOOK_AT_INDENTATION;
import static org.moodlefleet.document.DocumentMessage.STANDS_TWICE;
import static org.moodlefleet.document.DocumentMessage.WRITE_A_NUMBER;
import static org.moodlefleet.document.DocumentMessage.WRITE_A_TEXT;
import static org.moodlefleet.document.DocumentMessage.WRITE_DIGITS;
import static org.moodlefleet.document.DocumentMessage.WRITE_ENTRIES;
import static org.moodlefleet.document.DocumentMessage.WRITE_FIELDS;
import static org.moodlefleet.document.DocumentMessage.WRITE_IT_ONCE;
import static org.moodlefleet.document.DocumentMessage.WRITE_NAMES_AND_VALUES;
import static org.moodlefleet.document.DocumentMessage.WRITE_TRUE_OR_FALSE;

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

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);
    private static final Message INDENTATION = LOOK_AT_INDENTATION;

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
        String message = Objects.requireNonNullElse(e.getOriginalMessage(), "");
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.lookingAt()) {
            String pointer = e.getProcessor() instanceof JsonParser parser
                    ? parser.getParsingContext().pathAsPointer().toString()
                    : "";
            return new Violation(pointer, STANDS_TWICE.with(shortened(duplicate.group(1))), WRITE_IT_ONCE);
        }
        // the YAML reader says what it was at and what it found there, each followed by lines that show the place
        List<String> said =
                message.lines().filter(line -> !line.startsWith(" ")).toList();
        Message problem = said.isEmpty() ? CANNOT_BE_READ : Message.text(String.join(", ", said));
        return new Violation("", problem, e.getProcessor() instanceof YAMLParser ? INDENTATION : Message.NONE);
    }

    /** A value does not fit the record. */
    static Violation value(JsonMappingException e) {
        String pointer = pointer(e);
        if (e.getCause() instanceof InvalidValueException invalid) {
            Violation violation = invalid.violation();
            return violation.within(pointer);
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            List<String> known = Arrays.stream(format.getTargetType().getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .toList();
            String written = String.valueOf(format.getValue());
            return new Violation(
                    pointer, IS_NONE_OF_ITS_VALUES.with(shortened(written)), Suggestion.among(written, known));
        }
        if (e instanceof MismatchedInputException mismatch) {
            return mismatch(pointer, mismatch);
        }
        return new Violation(pointer, firstLine(e.getOriginalMessage()), Message.NONE);
    }

    private static Violation mismatch(String pointer, MismatchedInputException e) {
        Class<?> wanted = Objects.requireNonNullElse(e.getTargetType(), Object.class);
        if (Collection.class.isAssignableFrom(wanted)) {
            return new Violation(pointer, IS_NO_LIST, WRITE_ENTRIES);
        }
        if (wanted == Integer.class || wanted == int.class || wanted == Long.class || wanted == long.class) {
            return new Violation(pointer, IS_NO_WHOLE_NUMBER, WRITE_DIGITS);
        }
        if (Number.class.isAssignableFrom(wanted) || wanted == double.class) {
            return new Violation(pointer, IS_NO_NUMBER, WRITE_A_NUMBER);
        }
        if (wanted == Boolean.class || wanted == boolean.class) {
            return new Violation(pointer, IS_NEITHER_TRUE_NOR_FALSE, WRITE_TRUE_OR_FALSE);
        }
        if (wanted == String.class) {
            return new Violation(pointer, IS_NO_TEXT, WRITE_A_TEXT);
        }
        if (wanted.isRecord()) {
            String names = Arrays.stream(wanted.getRecordComponents())
                    .map(component -> component.getName() + ": ...")
                    .collect(Collectors.joining(", "));
            return new Violation(pointer, IS_NO_MAPPING, WRITE_FIELDS.with(names));
        }
        if (Map.class.isAssignableFrom(wanted)) {
            return new Violation(pointer, IS_NO_MAPPING, WRITE_NAMES_AND_VALUES);
        }
        return new Violation(pointer, firstLine(e.getOriginalMessage()), Message.NONE);
    }

    /** Enough of it to be found. */
    private static String shortened(String written) {
        return written.length() > LONGEST_QUOTED ? written.substring(0, LONGEST_QUOTED) + "..." : written;
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()))
                .map(Pointers::step)
                .collect(Collectors.joining());
    }

    /** Jackson's messages go on for lines and name our classes; the first line says what is wrong. */
    private static Message firstLine(String message) {
        return Objects.requireNonNullElse(message, "")
                .lines()
                .findFirst()
                .map(line -> Message.text(line.replaceAll("`?(?:java|org)\\.[\\w.$]+\\.(\\w+)`?", "$1")))
                .orElse(CANNOT_BE_READ);
    }
}
