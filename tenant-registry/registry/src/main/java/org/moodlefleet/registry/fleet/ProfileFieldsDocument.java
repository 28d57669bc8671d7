package org.moodlefleet.registry.fleet;

import java.util.List;
import java.util.Objects;
import org.moodlefleet.model.ProfileFields;

/** Profile fields as they are written; a list that is left out has the default of {@link ProfileFields}. */
public record ProfileFieldsDocument(List<String> student, List<String> teacher, List<String> staff) {

    static ProfileFieldsDocument of(ProfileFields fields) {
        return new ProfileFieldsDocument(fields.student(), fields.teacher(), fields.staff());
    }

    ProfileFields fields() {
        ProfileFields defaults = ProfileFields.DEFAULT;
        return new ProfileFields(
                Objects.requireNonNullElse(student, defaults.student()),
                Objects.requireNonNullElse(teacher, defaults.teacher()),
                Objects.requireNonNullElse(staff, defaults.staff()));
    }
}
