package org.moodlefleet.collector.tick;

import static org.moodlefleet.collector.message.CollectorMessage.LEFT_OUT;

import java.util.List;
import org.moodlefleet.document.Message;

/**
 * Measures of a set that are not collected, because the Moodle lacks what they rest on.
 *
 * @param set with its template, {@code moodle/daily-open}
 * @param measures their keys
 * @param lacks tables without prefix, and columns as {@code table.column}; to MariaDB and MySQL also what the account has
 *     no right to
 */
public record LeftOutMeasures(String set, List<String> measures, List<String> lacks) {

    public LeftOutMeasures {
        measures = List.copyOf(measures);
        lacks = List.copyOf(lacks);
    }

    /** In words. */
    public Message told() {
        return LEFT_OUT.with(String.join(", ", measures), String.join(", ", lacks));
    }
}
