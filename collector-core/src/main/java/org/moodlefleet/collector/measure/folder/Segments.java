package org.moodlefleet.collector.measure.folder;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.moodlefleet.collector.measure.Segment;
import org.moodlefleet.document.InvalidValueException;

/** The dimensions of a template ({@code segments.yaml}), by name and in the order of their names. */
record Segments(Map<String, Segment> segments) {

    static final Segments NONE = new Segments(Map.of());

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");

    Segments {
        segments = Collections.unmodifiableMap(new TreeMap<>(segments == null ? Map.of() : segments));
        Set<String> taken = new HashSet<>();
        segments.forEach((name, segment) -> {
            String field = "segments/" + name;
            if (!NAME.matcher(name).matches()) {
                throw new InvalidValueException(field, "is no name", "write lower-case letters, such as category");
            }
            if (segment == null) {
                throw new InvalidValueException(field, "is empty", "write discovery, macro, nameMacro and texts");
            }
            unique(taken, field + "/discovery", segment.discovery());
            unique(taken, field + "/macro", segment.macro());
            unique(taken, field + "/nameMacro", segment.nameMacro());
        });
    }

    private static void unique(Set<String> taken, String field, String value) {
        if (!taken.add(value)) {
            throw new InvalidValueException(field, "is another segment's as well", "give each segment its own");
        }
    }
}
