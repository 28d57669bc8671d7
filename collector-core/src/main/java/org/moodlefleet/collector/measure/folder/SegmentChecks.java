package org.moodlefleet.collector.measure.folder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moodlefleet.collector.measure.ItemKey;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.MeasureSet;
import org.moodlefleet.collector.measure.Segment;
import org.moodlefleet.collector.measure.Shape;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/** What the measure sets of a template and its {@code segments.yaml} must agree on. */
final class SegmentChecks {

    private final Segments segments;
    private final Map<String, String> discoveries = new HashMap<>();

    SegmentChecks(Segments segments) {
        this.segments = segments;
    }

    /** @throws InvalidValueException naming the field of the set's file */
    void check(MeasureSet set) {
        List<String> macros = set.segment() == null
                ? List.of()
                : List.of(segment(set.segment()).macro());
        if (set.shape() == Shape.DISCOVERY) {
            String other = discoveries.putIfAbsent(set.segment(), set.set());
            if (other != null) {
                throw new InvalidValueException(
                        "segment", "is already discovered by " + other, "write one discovery a segment");
            }
        }
        for (int i = 0; i < set.measures().size(); i++) {
            Measure measure = set.measures().get(i);
            checkMacros("measures/" + i + "/key", measure.key(), macros);
            if (measure.referenceKey() != null) {
                checkMacros("measures/" + i + "/referenceKey", measure.referenceKey(), macros);
            }
        }
    }

    /** @throws InvalidValueException naming the field of {@code segments.yaml}; to be called after all sets */
    void checkDiscoveries() {
        for (String segment : segments.segments().keySet()) {
            if (!discoveries.containsKey(segment)) {
                throw new InvalidValueException(
                        "segments/" + segment,
                        "is discovered by no measure set",
                        "write one with shape: discovery and segment: " + segment);
            }
        }
    }

    private Segment segment(String name) {
        Segment segment = segments.segments().get(name);
        if (segment == null) {
            throw new InvalidValueException(
                    "segment",
                    "'" + name + "' is not declared in segments.yaml",
                    Suggestion.among(name, List.copyOf(segments.segments().keySet()))
                            .toString());
        }
        return segment;
    }

    private static void checkMacros(String field, String key, List<String> wanted) {
        List<String> written = ItemKey.macros(key);
        if (written.equals(wanted)) {
            return;
        }
        throw wanted.isEmpty()
                ? new InvalidValueException(
                        field, "has a macro, but its set is about no segment", "write shape: segments and segment")
                : new InvalidValueException(
                        field, "lacks its segment's macro, or has others", "write " + wanted.get(0) + " in it, once");
    }
}
