package org.moodlefleet.collector.moodle;

import static org.moodlefleet.collector.message.CollectorMessage.IT_MAY_WRITE;
import static org.moodlefleet.collector.message.CollectorMessage.NO_STATEMENT_TIMEOUT;
import static org.moodlefleet.collector.message.CollectorMessage.OTHER_DIALECT;
import static org.moodlefleet.collector.message.CollectorMessage.OTHER_SCHEMA;
import static org.moodlefleet.collector.message.CollectorMessage.SETTINGS_DROPPED;

import java.util.Map;
import java.util.Optional;
import org.moodlefleet.document.Message;
import org.moodlefleet.model.DatabaseAddress;
import org.moodlefleet.model.Engine;

/**
 * What a session is asked of itself in its first statement: a pooler before the database, or the server, may drop what it
 * was set up with, and then reads another schema, or may write.
 */
final class SessionState {

    /** Before the names of facts; no name of a setting has a colon. */
    private static final String FACT = "session:";

    private static final String READS = FACT + "reads";
    private static final String TIMEOUT = FACT + "timeout";
    private static final String SCHEMA = FACT + "schema";
    private static final String DIALECT = FACT + "dialect";

    private SessionState() {}

    /** @return SQL expressions of an engine, by the name of the fact that they yield */
    static Map<String, String> expressions(Engine engine) {
        return switch (engine) {
            case MARIADB -> mysql("@@tx_read_only", "@@max_statement_time");
            case MYSQL -> mysql("@@transaction_read_only", "@@max_execution_time");
            case POSTGRESQL ->
                Map.of(
                        READS,
                        "current_setting('transaction_read_only')",
                        TIMEOUT,
                        "current_setting('statement_timeout')",
                        SCHEMA,
                        "current_schema()",
                        DIALECT,
                        "current_setting('standard_conforming_strings')");
        };
    }

    private static Map<String, String> mysql(String reads, String timeout) {
        String dialect =
                "CONCAT_WS('/', @@sql_mode, CASE WHEN @@sql_big_selects THEN 1 ELSE 0 END, @@div_precision_increment)";
        return Map.of(READS, reads, TIMEOUT, timeout, SCHEMA, "DATABASE()", DIALECT, dialect);
    }

    /** @throws CollectionException when the session is not as it was set up */
    static void check(DatabaseAddress address, Map<String, String> facts) {
        dropped(address, facts).ifPresent(what -> {
            throw new CollectionException(
                    new CollectionFailure(CollectionFailure.Kind.POOLED, SETTINGS_DROPPED.with(what)));
        });
    }

    private static Optional<Message> dropped(DatabaseAddress address, Map<String, String> facts) {
        if (!facts.getOrDefault(READS, "").matches("(?i)1|on")) {
            return Optional.of(IT_MAY_WRITE);
        }
        if (facts.getOrDefault(TIMEOUT, "0").matches("[0.]*")) {
            return Optional.of(NO_STATEMENT_TIMEOUT);
        }
        String dialect = address.engine() == Engine.POSTGRESQL ? "on" : "/1/" + ReadOnlyDataSource.DIVISION_DIGITS;
        if (!dialect.equals(facts.get(DIALECT))) {
            return Optional.of(OTHER_DIALECT.with(String.valueOf(facts.get(DIALECT))));
        }
        boolean other = address.engine() == Engine.POSTGRESQL
                && address.schema() != null
                && !address.schema().equals(facts.get(SCHEMA));
        return other
                ? Optional.of(OTHER_SCHEMA.with(String.valueOf(facts.get(SCHEMA)), address.schema()))
                : Optional.empty();
    }
}
