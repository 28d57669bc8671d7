package org.moodlefleet.testbed.oracle;

import java.util.List;

/** Short names of the profile fields that tick somebody as student, teacher or staff, under role policy {@code ent}. */
public record OracleProfileFields(List<String> student, List<String> teacher, List<String> staff) {

    /** What holds when the registry is silent. */
    public static final OracleProfileFields DEFAULT =
            new OracleProfileFields(List.of("eleve"), List.of("enseignant", "cdt"), List.of("administration"));

    public OracleProfileFields {
        student = List.copyOf(student);
        teacher = List.copyOf(teacher);
        staff = List.copyOf(staff);
    }
}
