package org.moodlefleet.collector.measure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.moodlefleet.collector.measure.sql.Parameters;
import org.moodlefleet.document.InvalidValueException;
import org.moodlefleet.document.Suggestion;
import org.moodlefleet.model.ListedSegment;

/**
 * What a Moodle must offer for a measure set to be collected; where it does not, the set is skipped.
 *
 * @param tables tables without prefix
 * @param columns {@code table.column}
 * @param plugins installed plugins, {@code local_ent_installer}
 * @param log parameter from which on the standard log is read, null when it is not read
 * @param listed segments of which the operator must have listed some; null: none
 */
public record Needs(List<String> tables, List<String> columns, List<String> plugins, String log, ListedSegment listed) {

    private static final Set<String> LOG_STARTS = Set.of(
            Parameters.START, Parameters.START_7, Parameters.START_30, Parameters.HOUR_AGO, Parameters.MINUTE_AGO);

    private static final Pattern PLUGIN = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)+");

    static final Needs NOTHING = new Needs(List.of(), List.of(), List.of(), null, null);

    public Needs {
        tables = tables == null ? List.of() : List.copyOf(tables);
        columns = columns == null ? List.of() : List.copyOf(columns);
        plugins = plugins == null ? List.of() : List.copyOf(plugins);
        if (log != null && !LOG_STARTS.contains(log)) {
            throw new InvalidValueException(
                    "log",
                    "is no parameter at which reading of the log can start",
                    Suggestion.among(log, LOG_STARTS.stream().sorted().toList()).toString());
        }
        for (String plugin : plugins) {
            if (!PLUGIN.matcher(plugin).matches()) {
                throw new InvalidValueException("plugins", "'" + plugin + "' is no plugin", "write type_name");
            }
        }
        for (String column : columns) {
            if (column.indexOf('.') < 1) {
                throw new InvalidValueException("columns", "'" + column + "' names no column", "write table.column");
            }
        }
    }

    /** Whether the operator has listed what it is about. */
    public boolean metBy(Set<ListedSegment> lists) {
        return listed == null || lists.contains(listed);
    }

    /** Whether a Moodle has all of it. */
    public boolean metBy(Capabilities offer) {
        return offer.schema().containsAll(tables)
                && offer.schema().containsAll(columns)
                && offer.plugins().containsAll(plugins);
    }

    public Optional<String> logFrom() {
        return Optional.ofNullable(log);
    }
}
