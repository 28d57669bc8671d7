package org.moodlefleet.document;

import java.util.List;

/**
 * What is said to people, in the language of who reads it: a code of a catalogue, with what stands in the places of its
 * text. {@code toString()} gives English, for logs.
 */
public sealed interface Message permits MessageCode, Message.Filled, Message.Plain {

    /** Nothing to say. */
    Message NONE = new Plain("");

    String in(Language language);

    /** What others say, such as a database's driver: the same in each language. */
    static Message text(String said) {
        return new Plain(said);
    }

    default boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * A code with its arguments.
     *
     * @param arguments in the order of their places; messages are said in the same language
     */
    record Filled(MessageCode code, List<Object> arguments) implements Message {

        public Filled {
            arguments = List.copyOf(arguments);
            assert code.places() == arguments.size() : code.code() + " has other places: " + arguments;
        }

        @Override
        public String in(Language language) {
            return Catalogue.fill(code.in(language), arguments, language);
        }

        @Override
        public String toString() {
            return in(Language.EN);
        }
    }

    /** The same in each language. */
    record Plain(String said) implements Message {

        @Override
        public String in(Language language) {
            return said;
        }

        @Override
        public String toString() {
            return said;
        }
    }
}
