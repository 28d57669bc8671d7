package org.moodlefleet.collector.moodle;

import java.util.Map;
import java.util.Optional;

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

    private SessionState() {}

    /** @return SQL expressions of an engine, by the name of the fact that they yield */
    static Map<String, String> expressions(Engine engine) {
        return switch (engine) {
            case MARIADB -> Map.of(READS, "@@tx_read_only", TIMEOUT, "@@max_statement_time", SCHEMA, "DATABASE()");
            case MYSQL ->
                Map.of(READS, "@@transaction_read_only", TIMEOUT, "@@max_execution_time", SCHEMA, "DATABASE()");
            case POSTGRESQL ->
                Map.of(
                        READS,
                        "current_setting('transaction_read_only')",
                        TIMEOUT,
                        "current_setting('statement_timeout')",
                        SCHEMA,
                        "current_schema()");
        };
    }

    /** @throws CollectionException when the session is not as it was set up */
    static void check(DatabaseAddress address, Map<String, String> facts) {
        dropped(address, facts).ifPresent(what -> {
            throw new CollectionException(
                    new CollectionFailure(
                            CollectionFailure.Kind.MISBEHAVING,
                            "the server, or a pooler before it, drops what the session is set up with: " + what
                                    + "; have it pass the startup parameter 'options', or connect to the database server itself"));
        });
    }

    private static Optional<String> dropped(DatabaseAddress address, Map<String, String> facts) {
        if (!facts.getOrDefault(READS, "").matches("(?i)1|on")) {
            return Optional.of("it may write");
        }
        if (facts.getOrDefault(TIMEOUT, "0").matches("[0.]*")) {
            return Optional.of("it has no statement timeout");
        }
        boolean other = address.engine() == Engine.POSTGRESQL
                && address.schema() != null
                && !address.schema().equals(facts.get(SCHEMA));
        return other
                ? Optional.of("it reads schema " + facts.get(SCHEMA) + " instead of " + address.schema())
                : Optional.empty();
    }
}
