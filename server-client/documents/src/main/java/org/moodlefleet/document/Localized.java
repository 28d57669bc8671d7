package org.moodlefleet.document;

/** A text that a client reads, in the languages that we serve. */
public record Localized(String en, String fr) {

    public Localized {
        if (en == null || en.isBlank()) {
            throw new InvalidValueException("en", "the English text is missing", "write one");
        }
        if (fr == null || fr.isBlank()) {
            throw new InvalidValueException("fr", "the French text is missing", "write one");
        }
    }

    public String in(Language language) {
        return language == Language.FR ? fr : en;
    }
}
