package org.moodlefleet.collector.moodle;

import java.time.Duration;

/**
 * What a Moodle's database is asked at the most.
 *
 * @param connectTimeout until a connection stands
 * @param statementTimeout after which the server ends a statement of the instant rate
 * @param slowStatementTimeout the same for all other rates
 * @param connectionsPerServer at once, over all instances of a database server
 * @param rows of one result
 */
public record DatabaseLimits(
        Duration connectTimeout,
        Duration statementTimeout,
        Duration slowStatementTimeout,
        int connectionsPerServer,
        int rows) {

    public static final DatabaseLimits DEFAULT =
            new DatabaseLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(2), 4, 10_000);
}
