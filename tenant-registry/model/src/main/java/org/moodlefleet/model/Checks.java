package org.moodlefleet.model;

import static org.moodlefleet.document.DocumentMessage.IS_EMPTY;
import static org.moodlefleet.document.DocumentMessage.IS_TOO_LONG;
import static org.moodlefleet.model.message.ModelMessage.HAS_CONTROL_CHARACTER;
import static org.moodlefleet.model.message.ModelMessage.HAS_HALF_CHARACTER;
import static org.moodlefleet.model.message.ModelMessage.IS_MISSING;
import static org.moodlefleet.model.message.ModelMessage.IS_NO_IDENTIFIER;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_LINE;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_SHORTER_LIST;
import static org.moodlefleet.model.message.ModelMessage.WRITE_A_SLUG;
import static org.moodlefleet.model.message.ModelMessage.WRITE_WHOLE_CHARACTERS;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

/** What the compact constructors ask of their values; every refusal names the field and the hint. */
public final class Checks {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Checks() {}

    static String slug(String field, String value) {
        Message hint = WRITE_A_SLUG;
        return matching(field, value, SLUG, IS_NO_IDENTIFIER, hint);
    }

    static String matching(String field, String value, Pattern pattern, Message problem, Message hint) {
        present(field, value, hint);
        if (!pattern.matcher(value).matches()) {
            throw new InvalidValueException(field, problem, hint);
        }
        return value;
    }

    /**
     * Text that people read: not blank, on one line.
     *
     * @param longest in code points, as Zabbix counts; H2 counts more for some, so its columns have room for twice as many
     */
    public static String text(String field, String value, int longest) {
        Message hint = WRITE_A_LINE.with(longest);
        present(field, value, hint);
        if (value.isBlank()) {
            throw new InvalidValueException(field, IS_EMPTY, hint);
        }
        if (value.codePointCount(0, value.length()) > longest) {
            throw new InvalidValueException(field, IS_TOO_LONG, hint);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException(field, HAS_CONTROL_CHARACTER, hint);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new InvalidValueException(field, HAS_HALF_CHARACTER, WRITE_WHOLE_CHARACTERS);
        }
        return value;
    }

    static void atMost(String field, List<?> values, int most) {
        Message hint = WRITE_A_SHORTER_LIST.with(most);
        if (present(field, values, hint).size() > most) {
            throw new InvalidValueException(field, IS_TOO_LONG, hint);
        }
    }

    public static <T> T present(String field, T value, Message hint) {
        if (value == null) {
            throw new InvalidValueException(field, IS_MISSING, hint);
        }
        return value;
    }
}
