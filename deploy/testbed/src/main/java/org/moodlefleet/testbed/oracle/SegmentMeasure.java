package org.moodlefleet.testbed.oracle;

import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;

/**
 * A measure of each segment of a dimension.
 *
 * @param key with the dimension's macro for the segment's id
 * @param referenceKey the same in the form of the reference; null when it has none or none of use
 * @param dated whether it rests on dated rows (a window) rather than on the state at the tick
 */
record SegmentMeasure(
        Dimension dimension, String key, String referenceKey, Rate rate, boolean dated, Calculation calculation) {

    /** Gives what {@link Measure.Calculation} gives. */
    interface Calculation {
        Object of(Reading reading, Segment segment);
    }

    static SegmentMeasure state(
            Dimension dimension, String key, String referenceKey, Rate rate, Calculation calculation) {
        return new SegmentMeasure(dimension, key, referenceKey, rate, false, calculation);
    }

    static SegmentMeasure window(
            Dimension dimension, String key, String referenceKey, Rate rate, Calculation calculation) {
        return new SegmentMeasure(dimension, key, referenceKey, rate, true, calculation);
    }

    /** Numbers of active people too small to be told stay here (docs/measures-rules.md, section 11). */
    static Calculation people(ToLongBiFunction<Reading, Segment> count) {
        return (now, segment) -> {
            long people = count.applyAsLong(now, segment);
            if (people > 0 && people < now.settings().segments().peopleFloor()) {
                throw new NotSent("fewer people than may be told");
            }
            return people;
        };
    }

    /** One measure for each segment, two when the reference's key is wanted as well. */
    Stream<Measure> measures(Reading now) {
        return dimension.segments(now).stream()
                .flatMap(segment -> keys(now, segment)
                        .map(key -> new Measure(key, rate, dated, reading -> calculation.of(reading, segment))));
    }

    private Stream<String> keys(Reading now, Segment segment) {
        boolean both = referenceKey != null && now.settings().segments().referenceKeys() && isKeyWith(segment);
        return (both ? Stream.of(key, referenceKey) : Stream.of(key)).map(pattern -> item(pattern, segment));
    }

    /** Outside brackets Zabbix takes letters, digits, {@code _}, {@code .} and {@code -} only. */
    private boolean isKeyWith(Segment segment) {
        int bracket = referenceKey.indexOf('[');
        boolean inBrackets = bracket >= 0 && bracket < referenceKey.indexOf(dimension.macro);
        return inBrackets || segment.id().matches("[A-Za-z0-9_.-]+");
    }

    private String item(String pattern, Segment segment) {
        return pattern.replace(dimension.macro, ItemKeys.parameter(segment.id()));
    }

    /** Whether an item's key is one of this measure. */
    boolean owns(String itemKey) {
        return matches(key, itemKey) || (referenceKey != null && matches(referenceKey, itemKey));
    }

    private boolean matches(String pattern, String itemKey) {
        int macro = pattern.indexOf(dimension.macro);
        String before = pattern.substring(0, macro);
        String after = pattern.substring(macro + dimension.macro.length());
        return itemKey.startsWith(before)
                && itemKey.endsWith(after)
                && itemKey.length() >= before.length() + after.length();
    }
}
