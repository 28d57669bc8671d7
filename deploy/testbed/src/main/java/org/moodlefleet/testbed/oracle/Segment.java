package org.moodlefleet.testbed.oracle;

/**
 * A category, a course, a cohort or an authentication method that measures are taken of.
 *
 * @param id as it stands in keys
 * @param name as people know it
 */
public record Segment(String id, String name) {
    static Segment numbered(Row row, String name) {
        return new Segment(String.valueOf(row.num("id")), Texts.line(name, Texts.LONGEST));
    }

    long number() {
        return Long.parseLong(id);
    }
}
