package org.moodlefleet.collector.measure.folder;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.moodlefleet.collector.measure.Measure;
import org.moodlefleet.collector.measure.Rate;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/** Keys of what the collector tells of an instance by itself at each tick of the instant rate, whether or not it is read. */
public final class StatusKeys {

    /** 1 when the Moodle's database was read, 0 when it was not. */
    public static final String ANSWERS = "moodle.collector.answers";
    /** Why it was not, a text. */
    public static final String REASON = "moodle.collector.reason";
    /** Seconds from the scheduled moment of the tick to its end. */
    public static final String LATENESS = "moodle.collector.lateness";

    private static final List<String> ALL = Stream.concat(
                    Stream.of(ANSWERS, REASON, LATENESS),
                    Arrays.stream(Rate.values())
                            .filter(rate -> rate != Rate.INSTANT)
                            .map(StatusKeys::collected))
            .toList();

    private StatusKeys() {}

    /** Epoch second of the end of the last window of a rate whose samples are safe. */
    public static String collected(Rate rate) {
        return "moodle.collector.collected[" + rate.label() + "]";
    }

    /** @throws InvalidValueException naming the measure that the collector does not know of */
    static void check(List<Measure> measures) {
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            if (measure.formula() == null && !ALL.contains(measure.key())) {
                throw new InvalidValueException(
                        "measures/" + i + "/key",
                        "'" + measure.key() + "' is not known to the collector",
                        Suggestion.among(measure.key(), ALL).toString());
            }
        }
    }
}
