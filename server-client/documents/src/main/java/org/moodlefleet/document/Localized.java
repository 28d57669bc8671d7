package org.moodlefleet.document;

import static org.moodlefleet.document.DocumentMessage.LACKS_ENGLISH;
import static org.moodlefleet.document.DocumentMessage.LACKS_FRENCH;
import static org.moodlefleet.document.DocumentMessage.WRITE_ONE;

/** A text that a client reads, in the languages that we serve. */
public record Localized(String en, String fr) {

    public Localized {
        if (en == null || en.isBlank()) {
            throw new InvalidValueException("en", LACKS_ENGLISH, WRITE_ONE);
        }
        if (fr == null || fr.isBlank()) {
            throw new InvalidValueException("fr", LACKS_FRENCH, WRITE_ONE);
        }
    }

    public String in(Language language) {
        return language == Language.FR ? fr : en;
    }
}
