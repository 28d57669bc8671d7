package org.moodlefleet.collector.measure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;

/**
 * What a Moodle must offer for a measure set to be collected; where it does not, the set is skipped.
 *
 * @param tables tables without prefix
 * @param columns {@code table.column}
 * @param log parameter from which on the standard log is read, null when it is not read
 */
public record Needs(List<String> tables, List<String> columns, String log) {

    private static final Set<String> LOG_STARTS = Set.of(
            Parameters.START, Parameters.START_7, Parameters.START_30, Parameters.HOUR_AGO, Parameters.MINUTE_AGO);

    static final Needs NOTHING = new Needs(List.of(), List.of(), null);

    public Needs {
        tables = tables == null ? List.of() : List.copyOf(tables);
        columns = columns == null ? List.of() : List.copyOf(columns);
        if (log != null && !LOG_STARTS.contains(log)) {
            throw new InvalidValueException(
                    "log",
                    "is no parameter at which reading of the log can start",
                    Suggestion.among(log, LOG_STARTS.stream().sorted().toList()));
        }
        for (String column : columns) {
            if (column.indexOf('.') < 1) {
                throw new InvalidValueException("columns", "'" + column + "' names no column", "write table.column");
            }
        }
    }

    /** @param offered {@code table} and {@code table.column} that a Moodle has */
    public boolean metBy(Set<String> offered) {
        return offered.containsAll(tables) && offered.containsAll(columns);
    }

    public Optional<String> logFrom() {
        return Optional.ofNullable(log);
    }
}
