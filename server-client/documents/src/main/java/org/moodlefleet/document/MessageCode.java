package org.moodlefleet.document;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a module says: a constant of its enum, and a message by itself where its text has no places. The texts stand beside
 * the enum in {@code messages_en.yaml} and {@code messages_fr.yaml}, see {@link Catalogue}.
 */
public non-sealed interface MessageCode extends Message {

    /** The enum's constant. */
    String name();

    Catalogue catalogue();

    /** @param arguments texts, numbers and messages, in the order of the text's places */
    default Message with(Object... arguments) {
        return new Filled(
                this,
                Arrays.stream(arguments)
                        .map(argument -> Objects.requireNonNullElse(argument, "null"))
                        .toList());
    }

    @Override
    default String in(Language language) {
        return catalogue().text(this, language);
    }

    /** Such as {@code registry.is-taken}. */
    default String code() {
        return catalogue().code(name());
    }

    /** How many arguments its text takes. */
    default int places() {
        return catalogue().places(this);
    }
}
