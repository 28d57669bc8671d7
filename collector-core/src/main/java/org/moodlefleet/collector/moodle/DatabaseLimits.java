package org.moodlefleet.collector.moodle;

import java.time.Duration;
import java.util.Set;

/**
 * What a Moodle's database is asked at the most.
 *
 * @param connectTimeout until a connection stands
 * @param statementTimeout after which the server ends a statement of the instant rate
 * @param slowStatementTimeout the same for all other rates
 * @param connectionsPerServer at once, over all instances of a database server
 * @param rows of one result
 * @param weakLogins that are taken without proved TLS
 */
public record DatabaseLimits(
        Duration connectTimeout,
        Duration statementTimeout,
        Duration slowStatementTimeout,
        int connectionsPerServer,
        int rows,
        Set<WeakLogin> weakLogins) {

    public static final DatabaseLimits DEFAULT =
            new DatabaseLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(2), 4, 10_000);

    public DatabaseLimits {
        weakLogins = Set.copyOf(weakLogins);
    }

    /** Without weak logins. */
    public DatabaseLimits(
            Duration connectTimeout,
            Duration statementTimeout,
            Duration slowStatementTimeout,
            int connectionsPerServer,
            int rows) {
        this(connectTimeout, statementTimeout, slowStatementTimeout, connectionsPerServer, rows, Set.of());
    }
}
