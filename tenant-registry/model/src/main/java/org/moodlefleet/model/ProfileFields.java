package org.moodlefleet.model;

import static org.moodlefleet.model.message.ModelMessage.STANDS_TWICE_IN_LIST;
import static org.moodlefleet.model.message.ModelMessage.WRITE_EACH_NAME_ONCE;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.moodlefleet.document.InvalidValueException;

/**
 * Short names of the profile fields by which role policy {@code ent} tells people apart: who has one of them ticked is
 * staff, else teacher, else student.
 */
public record ProfileFields(List<String> student, List<String> teacher, List<String> staff) {

    /** The fields of the French ENT plugins. */
    public static final ProfileFields DEFAULT =
            new ProfileFields(List.of("eleve"), List.of("enseignant", "cdt"), List.of("administration"));

    private static final int MOST = 20;
    private static final int LONGEST = 255;

    public ProfileFields {
        student = names("student", student);
        teacher = names("teacher", teacher);
        staff = names("staff", staff);
    }

    private static List<String> names(String field, List<String> written) {
        Checks.atMost(field, written, MOST);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < written.size(); i++) {
            String element = field + "/" + i;
            if (!seen.add(Checks.text(element, written.get(i), LONGEST))) {
                throw new InvalidValueException(element, STANDS_TWICE_IN_LIST, WRITE_EACH_NAME_ONCE);
            }
        }
        return List.copyOf(written);
    }
}
