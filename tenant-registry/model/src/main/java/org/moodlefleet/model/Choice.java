package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.IS_NO_KNOWN_WORD;
import static org.moodlefleet.model.message.ModelMessage.WRITE_ONE_OF_TWO;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Message;

/** Enum constants as the words of documents: {@code VERIFY_FULL} is written {@code verify-full}. */
public final class Choice {

    private Choice() {}

    /**
     * @param word as written, letter case ignored; null gives null
     * @throws InvalidValueException naming all words when it is none of them
     */
    public static <E extends Enum<E>> E of(Class<E> type, String field, String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equalsIgnoreCase(word.trim()))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(field, IS_NO_KNOWN_WORD, hint(type)));
    }

    /** @return the constant as documents write it */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return for example "write mariadb, mysql or postgresql" */
    public static Message hint(Class<? extends Enum<?>> type) {
        String words = Arrays.stream(type.getEnumConstants()).map(Choice::word).collect(Collectors.joining(", "));
        int last = words.lastIndexOf(", ");
        return WRITE_ONE_OF_TWO.with(words.substring(0, last), words.substring(last + 2));
    }
}
