package org.moodlefleet.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.moodlefleet.document.InvalidValueException;

/** What the compact constructors ask of their values; every refusal names the field and the hint. */
public final class Checks {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Checks() {}

    static String slug(String field, String value) {
        String hint = "write 1 to 63 of a-z, 0-9 and '-', the first not a '-', such as lycee-mistral";
        return matching(field, value, SLUG, "is no identifier", hint);
    }

    static String matching(String field, String value, Pattern pattern, String problem, String hint) {
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
        String hint = "write 1 to " + longest + " characters on one line";
        present(field, value, hint);
        if (value.isBlank()) {
            throw new InvalidValueException(field, "is empty", hint);
        }
        if (value.codePointCount(0, value.length()) > longest) {
            throw new InvalidValueException(field, "is too long", hint);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException(field, "contains a control character", hint);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new InvalidValueException(field, "contains half a character", "write whole characters, in UTF-8");
        }
        return value;
    }

    static void atMost(String field, List<?> values, int most) {
        String hint = "write a list of at most " + most;
        if (present(field, values, hint).size() > most) {
            throw new InvalidValueException(field, "is too long", hint);
        }
    }

    public static <T> T present(String field, T value, String hint) {
        if (value == null) {
            throw new InvalidValueException(field, "is missing", hint);
        }
        return value;
    }
}
