package org.moodlefleet.configapi.problem;

import org.moodlefleet.document.Language;
import org.moodlefleet.document.Violation;

/**
 * A violation as it is answered.
 *
 * @param pointer JSON pointer of the field
 * @param hint empty when the problem says it
 */
public record FieldError(String pointer, String problem, String hint) {

    public static FieldError of(Violation violation, Language language) {
        return new FieldError(
                violation.pointer(),
                violation.problem().in(language),
                violation.hint().in(language));
    }
}
