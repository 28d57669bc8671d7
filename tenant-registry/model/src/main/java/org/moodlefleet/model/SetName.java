package org.moodlefleet.model;

import java.util.Comparator;

/**
 * The name of a measure set among those of all templates, written {@code moodle/daily-badges}.
 *
 * @param template id of its template
 * @param set name within the template
 */
public record SetName(String template, String set) implements Comparable<SetName> {

    private static final Comparator<SetName> ORDER =
            Comparator.comparing(SetName::template).thenComparing(SetName::set);

    /** @param written as {@link #toString} writes it; without a slash, the name of a set of no template */
    public static SetName of(String written) {
        int slash = written.indexOf('/');
        return new SetName(written.substring(0, Math.max(0, slash)), written.substring(slash + 1));
    }

    @Override
    public int compareTo(SetName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return template.isEmpty() ? set : template + "/" + set;
    }
}
